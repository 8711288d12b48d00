package hubbub.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import hubbub.phoenix.Deflate;
import hubbub.phoenix.PhoenixClient;
import hubbub.phoenix.PhoenixClient.Frame;
import hubbub.phoenix.RawSocket;
import hubbub.phoenix.TestServer;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Total order, joins and resumes without gaps, and refusals that never contradict earlier events.
/// Tested through the whole server, thousands of times, while others speak; half the clients use
/// permessage-deflate.
class ManyAtOnceTest {
  private static final int COMERS = 8;
  private static final int SPEAKERS = 3;
  private static final int ROUNDS = 150;
  private static final int AT_ONCE = 16;

  @AutoClose
  private static final TestServer server = TestServer.start("hubbub.spam.enabled", "false");

  private final String topic = "room:many-at-once";
  private final AtomicBoolean isOver = new AtomicBoolean();

  @Test
  void a_client_that_joins_leaves_is_cut_and_resumes_sees_every_event_once_and_in_order()
      throws Exception {
    try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> speakers = new ArrayList<>();
      for (int i = 0; i < SPEAKERS; i++) {
        int seed = i;
        speakers.add(people.submit(() -> speak("speaker" + seed)));
      }
      List<Future<Integer>> comers = new ArrayList<>();
      for (int i = 0; i < COMERS; i++) {
        int seed = i;
        String offer = seed % 2 == 0 ? Deflate.OFFER : "";
        comers.add(people.submit(() -> comeAndGo("comer" + seed, offer, new Random(seed))));
      }
      int seen = 0;
      for (Future<Integer> comer : comers) {
        seen += comer.get(120, TimeUnit.SECONDS);
      }
      isOver.set(true);
      int said = 0;
      for (Future<Integer> speaker : speakers) {
        said += speaker.get(60, TimeUnit.SECONDS);
      }
      assertTrue(said > 100 && seen > 1000, said + " said, " + seen + " seen");
    }
  }

  /// Sends messages until the test is over. Each message must arrive before its own reply.
  private int speak(String nick) {
    try (var client = PhoenixClient.connect(server.port(), nick)) {
      client.joined(topic);
      int said = 0;
      long last = 0;
      while (!isOver.get()) {
        String ref = client.push("1", topic, "send", "{\"body\":\"" + nick + " " + said + "\"}");
        Frame frame = client.next();
        long own = -1;
        while (!frame.isReplyTo(ref)) {
          long seq = frame.payload().path("seq").asLong(-1);
          if (seq >= 0) {
            assertTrue(last == 0 || seq == last + 1, seq + " after " + last);
            last = seq;
          }
          own = frame.payload().path("body").asText().equals(nick + " " + said) ? seq : own;
          frame = client.next();
        }
        assertEquals(own, frame.response().path("seq").asLong(), "the reply came before its event");
        said++;
      }
      return said;
    }
  }

  @Test
  void a_client_that_is_refused_has_been_told_why() throws Exception {
    String hall = "room:refusals";
    try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor();
        var moderator = PhoenixClient.connect(server.port(), "moderator")) {
      moderator.joined(hall);
      List<Future<Integer>> guests = new ArrayList<>();
      for (int i = 0; i < COMERS; i++) {
        String nick = "guest" + i;
        guests.add(people.submit(() -> speakUp(nick, hall)));
      }
      for (int i = 0; guests.stream().anyMatch(guest -> !guest.isDone()); i++) {
        String quiet = "{\"min_rank\":\"vip\",\"ttl_ms\":" + (600_000 + i) + "}";
        moderator.ask(hall, "set_quiet", i % 2 == 0 ? quiet : "{\"min_rank\":null}");
      }
      int refused = 0;
      for (Future<Integer> guest : guests) {
        refused += guest.get(60, TimeUnit.SECONDS);
      }
      assertTrue(refused > 1000, refused + " refused");
    }
  }

  /// Sends bursts of messages. A refusal must name the end of a quiet mode that was announced
  /// before.
  private int speakUp(String nick, String hall) throws Exception {
    try (var client = PhoenixClient.connect(server.port(), nick)) {
      Set<JsonNode> told = new HashSet<>();
      told.add(client.joined(hall).at("/topic/quiet/until_at"));
      byte[] send =
          ("[\"1\",\"s\",\"" + hall + "\",\"send\",{\"body\":\"hello\"}]").getBytes(UTF_8);
      ByteArrayOutputStream segment = new ByteArrayOutputStream();
      for (int i = 0; i < AT_ONCE; i++) {
        segment.writeBytes(RawSocket.masked(0x81, send));
      }
      int refused = 0;
      for (int round = 0; round < ROUNDS; round++) {
        client.raw().bytes(segment.toByteArray());
        for (int replies = 0; replies < AT_ONCE; ) {
          Frame frame = client.next();
          if (frame.event().equals("quiet_changed")) {
            told.add(frame.payload().at("/quiet/until_at"));
          } else if (frame.isReplyTo("s")) {
            replies++;
            if (frame.reason().equals("quiet")) {
              refused++;
              JsonNode until = frame.response().path("until_at");
              assertTrue(told.contains(until), frame + " before it was told");
            }
          }
        }
      }
      return refused;
    }
  }

  private int comeAndGo(String nick, String offer, Random random) {
    int seen = 0;
    String key = "";
    String since = "";
    long had = 0;
    for (int round = 0; round < ROUNDS; round++) {
      try (var client =
          PhoenixClient.open(server.port(), "?vsn=2.0.0&name=" + nick + "&key=" + key, offer)) {
        JsonNode joined = client.join(topic, "{" + since + "}").response();
        long seq = checked(joined, had);
        int wanted = random.nextInt(10);
        for (int i = 0; i < wanted; i++) {
          JsonNode told = client.next(f -> f.payload().path("seq").isNumber()).payload();
          assertEquals(++seq, told.path("seq").asLong());
          seen++;
        }
        had = seq;
        key = joined.at("/me/key").asText();
        since =
            random.nextInt(4) == 0
                ? ""
                : "\"since\":{\"epoch\":" + joined.path("epoch") + ",\"seq\":" + seq + "}";
        if (random.nextBoolean()) {
          client.ask(topic, "phx_leave", "{}");
        }
      }
    }
    return seen;
  }

  /// Checks a join's reply, and returns its seq. `missed` must start right after `had`, have no
  /// gaps, and end at that seq; `history` must ascend and not go beyond it.
  private static long checked(JsonNode joined, long had) {
    long seq = joined.path("seq").asLong();
    JsonNode missed = joined.path("missed");
    if (joined.path("recovered").asBoolean()) {
      assertEquals(seq - had, missed.size());
      for (int i = 0; i < missed.size(); i++) {
        assertEquals(seq - missed.size() + 1 + i, missed.get(i).path("seq").asLong());
        assertEquals(missed.get(i).path("seq"), missed.get(i).at("/payload/seq"));
      }
    } else {
      long last = 0;
      for (JsonNode message : joined.path("history")) {
        assertTrue(message.path("seq").asLong() > last);
        last = message.path("seq").asLong();
      }
      assertTrue(last <= seq);
    }
    return seq;
  }
}
