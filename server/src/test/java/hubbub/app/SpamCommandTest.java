package hubbub.app;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hubbub.app.AdminRequest.Answer;
import hubbub.phoenix.PhoenixClient;
import hubbub.session.guard.Guard;
import hubbub.session.guard.Heard;
import hubbub.session.guard.Judgement;
import hubbub.session.guard.RecordedSpeech;
import hubbub.session.guard.SpamCounts;
import hubbub.session.guard.Speech;
import hubbub.topic.AddressPrefix;
import hubbub.topic.MemberId;
import hubbub.topic.Rank;
import hubbub.topic.TopicName;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What operators do with `./hubbub spam`.
class SpamCommandTest {
  private static final TopicName LOBBY = new TopicName("room:lobby");

  @TempDir Path folder;

  private static Plugins plugins() throws BadSetting {
    return Plugins.onClassPath();
  }

  private List<String> replay(String... lines) throws BadSetting, IOException {
    Path file = Files.write(folder.resolve("chat.jsonl"), List.of(lines));
    List<String> out = new ArrayList<>();
    Settings settings = Settings.of(Map.of("hubbub.kinds.room.spam.links", "nobody"));
    SpamCommand.replay(file.toString(), settings, plugins(), out::add);
    return out;
  }

  @Nested
  class A_replay {
    private static final String LINK =
        "{\"at_ms\":0,\"from\":\"bob\",\"body\":\"look at example.com\"}";

    @Test
    void says_what_each_preset_and_the_settings_would_let_pass_with_examples() throws Exception {
      List<String> out = replay(LINK);
      assertTrue(out.contains("normal: 1 of 1 passed"), out::toString);
      int asSet = out.indexOf("as set: 0 of 1 passed");
      assertEquals("  links: 1", out.get(asSet + 1));
      assertEquals("    0 ms bob: look at example.com", out.get(asSet + 2));
    }

    @Test
    void names_a_line_that_is_none() {
      BadSetting no = assertThrows(BadSetting.class, () -> replay(LINK, "{\"at_ms\":1}"));
      assertTrue(String.valueOf(no.getMessage()).contains("line 2"), no::toString);
      assertThrows(BadSetting.class, () -> replay("{"));
    }
  }

  @Nested
  class A_recorded_line {
    @Test
    void is_read_as_it_was_written() {
      String line =
          "{\"at_ms\":5,\"what\":\"nick\",\"topic\":\"room:b\",\"from\":\"g1\",\"rank\":\"vip\","
              + "\"known_ms\":7,\"present_ms\":3,\"body\":\"Ann\",\"address\":\"198.18.0.0\",\"nonce\":\"n\","
              + "\"meta\":{\"a\":1}}";
      RecordedSpeech read = RecordedSpeech.parse(line);
      Heard heard = new Heard(read.speech(), 7_000_000, 3_000_000);
      assertEquals(line, RecordedSpeech.line(5, heard, Optional.of("198.18.0.0")));
    }
  }

  @Nested
  class A_running_guard {
    private void write(String yaml) throws IOException {
      Files.writeString(folder.resolve("hubbub.yml"), yaml);
    }

    private Settings settings() throws BadSetting {
      return SettingSources.read(Optional.of(folder.resolve("hubbub.yml")), Map.of(), Map.of());
    }

    private static Judgement says(Guard guard, String text, String address) {
      return guard.judge(
          Speech.message(
              LOBBY,
              new Speech.Sender(
                  new MemberId("a1"),
                  Rank.GUEST,
                  Optional.of(AddressPrefix.parse(address)),
                  System.nanoTime()),
              text,
              System.nanoTime()));
    }

    private Answer ask(SpamActs acts, List<String> lines, String... words) throws Exception {
      return acts.run(new AdminRequest(List.of(words), Map.of(AdminActs.LIFE, "1s")), lines::add);
    }

    @Test
    void follows_changed_settings_once_it_is_asked_to() throws Exception {
      write("hubbub: {kinds: {room: {spam: {links: anybody}}}}");
      Guard guard = SpamSettings.guard(settings(), List.of(), SpamCounts.NONE);
      SpamActs acts = new SpamActs(guard, settings());
      write("hubbub: {kinds: {room: {spam: {links: nobody}}}}");
      assertTrue(says(guard, "see example.com", "192.0.2.1").refusal().isEmpty());
      assertTrue(ask(acts, new ArrayList<>(), "spam", "reload").isOk());
      assertTrue(says(guard, "now see example.org", "192.0.2.1").refusal().isPresent());
    }

    @Test
    void stays_as_it_is_if_they_are_wrong() throws Exception {
      write("hubbub: {kinds: {room: {spam: {links: nobody}}}}");
      Guard guard = SpamSettings.guard(settings(), List.of(), SpamCounts.NONE);
      SpamActs acts = new SpamActs(guard, settings());
      write("hubbub: {kinds: {room: {spam: {links: sometimes}}}}");
      assertThrows(AdminRequest.Wrong.class, () -> ask(acts, new ArrayList<>(), "spam", "reload"));
      assertTrue(says(guard, "see example.com", "192.0.2.1").refusal().isPresent());
    }

    @Test
    void is_recorded_without_anybodys_address() throws Exception {
      write("");
      Guard guard = SpamSettings.guard(settings(), List.of(), SpamCounts.NONE);
      SpamActs acts = new SpamActs(guard, settings());
      List<String> lines = new CopyOnWriteArrayList<>();
      CompletableFuture<Answer> recorded =
          CompletableFuture.supplyAsync(() -> {
            try {
              return ask(acts, lines, "spam", "record", "room:lobby");
            } catch (Exception e) {
              throw new IllegalStateException(e);
            }
          });
      await()
          .until(() -> {
            says(guard, "hello", "192.0.2.1");
            return !lines.isEmpty();
          });
      assertTrue(recorded.join().isOk());
      assertTrue(lines.getFirst().contains("\"body\":\"hello\",\"address\":\"198.18.0.0\""));
    }
  }

  @Nested
  class Through_the_socket {
    @Test
    void a_recording_of_a_quiet_room_comes_as_it_goes_and_ends_with_its_reader() throws Exception {
      Map<String, String> settings =
          Map.of("hubbub.port", "0", "hubbub.data", folder.resolve("data").toString());
      Path socket = folder.resolve("data").resolve("admin.sock");
      try (Hubbub hubbub = Hubbub.start(Settings.of(settings));
          PhoenixClient ann = PhoenixClient.connect(hubbub.port(), "ann")) {
        ann.joined("room:lobby");
        for (int i = 0; i < AdminSocket.MOST_CLIENTS; i++) {
          begun(socket).close();
        }
        await()
            .ignoreExceptions()
            .until(() -> {
              try (SocketChannel recorder = begun(socket)) {
                ann.ask("room:lobby", "send", "{\"body\":\"hello\"}");
                ByteBuffer line = ByteBuffer.allocate(4_096);
                int _ = recorder.read(line);
                return new String(line.array(), StandardCharsets.UTF_8).contains("hello");
              }
            });
      }
    }

    /// A client for which a quiet room is recorded, as an empty line has shown it.
    private static SocketChannel begun(Path socket) throws IOException {
      SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(socket));
      AdminRequest request =
          new AdminRequest(List.of("spam", "record", "room:lobby"), Map.of("ttl", "1h"));
      client.write(ByteBuffer.wrap((request.toJson() + "\n").getBytes(StandardCharsets.UTF_8)));
      ByteBuffer first = ByteBuffer.allocate(1);
      int _ = client.read(first);
      assertEquals('\n', first.get(0));
      return client;
    }

    @Test
    void nothing_is_recorded_where_the_guard_is_off() throws Exception {
      Map<String, String> settings =
          Map.of(
              "hubbub.port",
              "0",
              "hubbub.data",
              folder.resolve("data").toString(),
              "hubbub.spam.enabled",
              "false");
      try (Hubbub _ = Hubbub.start(Settings.of(settings))) {
        assertFalse(new Operator(settings).asks("spam", "record", "room:lobby").isOk());
      }
    }

    @Test
    void a_server_is_told_to_read_its_settings_again() throws Exception {
      Map<String, String> settings =
          Map.of("hubbub.port", "0", "hubbub.data", folder.resolve("data").toString());
      Operator operator = new Operator(settings);
      try (Hubbub hubbub = Hubbub.start(Settings.of(settings));
          PhoenixClient ann = PhoenixClient.connect(hubbub.port(), "ann")) {
        ann.joined("room:lobby");
        assertEquals(
            List.of("the spam guard follows its settings as they are now"),
            operator.does("spam", "reload"));
      }
      assertEquals(
          List.of("no server runs on that data folder"), operator.asks("spam", "reload").lines());
    }
  }
}
