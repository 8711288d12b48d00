package hubbub.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hubbub.phoenix.PhoenixClient;
import hubbub.phoenix.PhoenixClient.Frame;
import hubbub.phoenix.RawSocket;
import hubbub.phoenix.TestServer;
import hubbub.topic.TopicName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// What clients see while the server stops.
class StoppingTest {
  /// So many connections take some seconds to be told.
  private static final int CROWD = 600;

  private static final String ROOM = "room:last";

  @AutoClose
  private final TestServer server =
      TestServer.start(Map.of("hubbub.loops", "1", "hubbub.spam.enabled", "false"));

  private PhoenixClient join(String nick) {
    PhoenixClient client = PhoenixClient.connect(server.port(), nick);
    client.joined(ROOM);
    return client;
  }

  private CompletableFuture<Void> stop() {
    return CompletableFuture.runAsync(server.hubbub()::close);
  }

  /// The members of the room when the server has stopped, whose topics can still be read then.
  private int members() {
    return server.hubbub().topics().snapshot(new TopicName(ROOM)).orElseThrow().members();
  }

  /// Everything that a client gets until it is told to come back.
  private static List<Frame> rest(PhoenixClient client) {
    List<Frame> all = new ArrayList<>();
    try {
      while (true) {
        all.add(client.next());
      }
    } catch (UncheckedIOException end) {
      assertTrue(String.valueOf(end.getMessage()).endsWith("code 1012"), end::toString);
    }
    return all;
  }

  @Test
  void the_first_to_be_told_stay_as_members_and_the_last_are_served_meanwhile() throws IOException {
    List<PhoenixClient> first = List.of(join("first"), join("second"), join("third"));
    List<RawSocket> crowd = new ArrayList<>();
    for (int i = 0; i < CROWD; i++) {
      crowd.add(
          RawSocket.send(server.port(), RawSocket.handshake(server.port(), "?vsn=2.0.0", "")));
      assertTrue(crowd.getLast().head().startsWith("HTTP/1.1 101"));
    }
    PhoenixClient broken = join("broken");
    try (PhoenixClient ann = join("ann");
        PhoenixClient bob = PhoenixClient.connect(server.port(), "bob")) {
      String bobsId = bob.joined(ROOM).at("/me/id").asText();
      CompletableFuture<Void> stopped = stop();
      first.forEach(StoppingTest::rest);
      broken.close();

      assertEquals("ok", ann.ask(ROOM, "send", "{\"body\":\"still here\"}").status());
      assertEquals("still here", bob.event("message").path("body").asText());
      assertEquals("shutting_down", bob.join("room:other", "{}").reason());
      assertEquals("ok", bob.ask(ROOM, "phx_leave", "{}").status());
      try (RawSocket late =
          RawSocket.send(server.port(), RawSocket.handshake(server.port(), "?vsn=2.0.0", ""))) {
        assertTrue(late.head().startsWith("HTTP/1.1 503"));
      }

      Set<String> gone = new HashSet<>();
      for (Frame frame : rest(ann)) {
        frame.payload().path("leaves").fieldNames().forEachRemaining(gone::add);
      }
      gone.remove(bobsId);
      assertEquals(Set.of(), gone);
      for (RawSocket one : crowd) {
        assertEquals(1012, one.closeCode());
      }
      stopped.join();
      assertEquals(first.size() + 2, members());
    }
  }

  @Test
  void what_is_under_way_is_answered_before_the_1012() {
    try (PhoenixClient ann = PhoenixClient.connect(server.port(), "ann")) {
      ann.joined("conformance:late");
      String late = ann.push("1", "conformance:late", "late", "{}");
      ann.ask("conformance:late", "shout", "{}");
      CompletableFuture<Void> stopped = stop();
      List<Frame> rest = rest(ann);
      assertTrue(rest.getLast().isReplyTo(late), rest::toString);
      assertEquals("ok", rest.getLast().status());
      stopped.join();
    }
  }
}
