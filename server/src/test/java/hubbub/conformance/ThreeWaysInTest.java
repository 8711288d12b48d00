package hubbub.conformance;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hubbub.identity.KeyScope;
import hubbub.identity.Site;
import hubbub.phoenix.PhoenixClient;
import hubbub.phoenix.TestServer;
import hubbub.protocol.CommandReader;
import hubbub.protocol.Reading;
import hubbub.protocol.ReplyWriter;
import hubbub.topic.Actor;
import hubbub.topic.Command;
import hubbub.topic.CommandName;
import hubbub.topic.Outcome;
import hubbub.topic.Rank;
import hubbub.topic.Refusal;
import hubbub.topic.TopicName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The same commands, sent by a member on the socket, by a program over HTTP whose key has as much
/// to say, and by the embedding program in Java, to a room each with the same people in it.
class ThreeWaysInTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String BY_SOCKET = "room:socket";
  private static final String BY_HTTP = "room:http";
  private static final String BY_JAVA = "room:java";
  private static final List<String> ROOMS = List.of(BY_SOCKET, BY_HTTP, BY_JAVA);
  private static final int STEPS = 250;

  /// All of the server's commands but those of a member about itself, since a program is none; most
  /// often, something is said.
  private static final List<String> WORDS =
      Stream.concat(
              EnumSet.complementOf(EnumSet.of(CommandName.ACKNOWLEDGE, CommandName.SET_NICK))
                  .stream()
                  .map(CommandName::word),
              Stream.of("send", "send", "send", "set_title", "dance"))
          .toList();

  /// What is another one in each room, or at each moment.
  private static final Set<String> APART =
      Set.of(
          "at",
          "until_at",
          "muted_until_at",
          "joined_at",
          "registered_at",
          "registered_by",
          "id",
          "seq",
          "by",
          "from",
          "next",
          "nonce",
          "online_at",
          "prefix_tag");

  /// What problem details have besides a refusal.
  private static final Set<String> OF_PROBLEMS = Set.of("type", "title", "status", "detail");

  @TempDir private Path data;
  private TestServer server;
  private AccountsClient http;
  private PhoenixClient member;
  private Rank rank = Rank.OWNER;
  private String admin;
  private String key;
  private String reader;
  private final Map<String, List<String>> said = new HashMap<>();
  private final Map<String, List<String>> swept = new HashMap<>();
  private final List<String> people = new ArrayList<>();
  private final List<PhoenixClient> clients = new ArrayList<>();

  /// Lets somebody of that rank in, and makes a key of a program with as much to say.
  private void start(Rank its) {
    rank = its;
    Set<KeyScope> scopes =
        its == Rank.OWNER
            ? Set.of(KeyScope.ADMIN)
            : EnumSet.of(KeyScope.READ, KeyScope.PUBLISH, KeyScope.MODERATE);
    try (TestKeys keys = TestKeys.in(data)) {
      admin = keys.make("admin", Set.of(KeyScope.ADMIN), "*");
      key = keys.make("program", scopes, "*");
      reader = keys.make("reader", Set.of(KeyScope.READ), "*");
    }
    Map<String, String> settings = new HashMap<>(Site.settings());
    settings.put("hubbub.data", data.toString());
    settings.put("hubbub.spam.enabled", "false");
    settings.put("hubbub.keys.burst", "1000");
    server = TestServer.start(settings);
    http = new AccountsClient(server, "198.51.100.1");
    member = client("member", Map.of("room:*", its.word()));
    ROOMS.forEach(member::joined);
    PhoenixClient host = client("host", Map.of()); // whom nobody removes, so that no room ends
    ROOMS.forEach(host::joined);
    for (String name : List.of("tom", "una", "vic")) {
      PhoenixClient client = client(name, Map.of());
      ROOMS.forEach(room -> {
        JsonNode joined = client.joined(room);
        if (room.equals(BY_SOCKET)) {
          people.add(joined.at("/me/id").asText());
        }
      });
    }
    ROOMS.forEach(room -> said.put(room, new ArrayList<>()));
    ROOMS.forEach(room -> swept.put(room, new ArrayList<>()));
  }

  private PhoenixClient client(String name, Map<String, String> ranks) {
    String token = URLEncoder.encode(Site.token(name, 3600, ranks), StandardCharsets.UTF_8);
    PhoenixClient client = PhoenixClient.open(server.port(), "?vsn=2.0.0&token=" + token);
    clients.add(client);
    return client;
  }

  @AfterEach
  void stop() {
    clients.forEach(PhoenixClient::close);
    http.close();
    server.close();
  }

  /// What came of a command.
  private record Reply(boolean isOk, JsonNode response) {}

  @ParameterizedTest
  @EnumSource(names = {"OWNER", "MODERATOR"})
  void come_to_the_same_outcomes_and_the_same_audit_log(Rank its) {
    start(its);
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int step = 0; step < STEPS; step++) {
      String word = word(random);
      long choice = random.nextLong();
      Map<String, Reply> replies = new HashMap<>();
      for (String room : ROOMS) {
        replies.put(room, send(room, word, payload(word, room, new Random(choice))));
      }
      Reply expected = alike(replies.get(BY_SOCKET));
      String what = "seed " + seed + ", step " + step + ": " + word;
      assertEquals(expected, alike(replies.get(BY_HTTP)), what);
      assertEquals(expected, alike(replies.get(BY_JAVA)), what);
      if (word.equals("send") && expected.isOk()) {
        replies.forEach((room, reply) -> said.get(room).add(reply.response().path("id").asText()));
      }
      if (word.equals("sweep") && replies.get(BY_SOCKET).response().has("id")) {
        replies.forEach((room, reply) -> swept.get(room).add(reply.response().path("id").asText()));
      }
    }
    // a registered room's is in the store a moment later
    await()
        .untilAsserted(() -> {
          List<String> audit = audit(BY_SOCKET);
          assertEquals(audit, audit(BY_HTTP), "seed " + seed);
          assertEquals(audit, audit(BY_JAVA), "seed " + seed);
        });
  }

  @Test
  void lead_nowhere_with_a_key_that_may_only_read() {
    start(Rank.OWNER);
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int step = 0; step < STEPS; step++) {
      String word = word(random);
      Reply reply = byHttp(reader, word, payload(word, BY_HTTP, random));
      boolean isToRead = Set.of("history", "roster", "settings").contains(word);
      String what = "seed " + seed + ", step " + step + ": " + word + " " + reply;
      assertTrue(isToRead || !reply.isOk(), what);
    }
    JsonNode topic = get("/topics/" + BY_HTTP);
    assertEquals(0, topic.path("seq").asLong(), "seed " + seed);
    assertEquals(5, topic.at("/topic/members").asInt(), "seed " + seed);
    assertEquals(List.of(), audit(BY_HTTP), "seed " + seed);
  }

  /// To read the settings takes an owner on the socket, and the scope to read of a program.
  private String word(Random random) {
    String word = WORDS.get(random.nextInt(WORDS.size()));
    return rank != Rank.OWNER && word.equals("settings") ? "history" : word;
  }

  private ObjectNode payload(String word, String room, Random random) {
    ObjectNode payload = JSON.createObjectNode();
    if (random.nextInt(20) == 0) {
      return payload.put("member", 7).put("body", 7).put("title", 7).put("min_rank", "king");
    }
    if (random.nextInt(3) == 0) {
      payload.put("ttl_ms", 3_600_000L + random.nextInt(1000)).put("text", "because");
    }
    String member = random.nextInt(6) == 0 ? "nobody" : people.get(random.nextInt(people.size()));
    String rank = List.of("guest", "member", "vip", "moderator").get(random.nextInt(4));
    return switch (word) {
      case "send" -> payload.put("body", List.of("Tea?", "Yes", " ").get(random.nextInt(3)));
      case "set_title" -> payload.put("title", "Title " + random.nextInt(3));
      case "set_quiet" -> payload.put("min_rank", random.nextBoolean() ? rank : null);
      case "set_slow" -> payload.put("interval_ms", random.nextInt(3) * 1000);
      case "set_lock" -> payload.put("max_members", 10 + random.nextInt(3));
      case "grant" -> payload.put("member", member).put("rank", rank);
      case "revoke", "mute", "unmute", "kick", "ban", "unban" -> payload.put("member", member);
      case "delete" -> {
        List<String> here = said.get(room);
        yield payload.put("id", here.isEmpty() ? "none" : here.get(random.nextInt(here.size())));
      }
      case "clear" -> random.nextBoolean() ? payload : payload.put("member", member);
      case "pin_keyword", "remove_keyword" ->
          payload.put("keyword", List.of("tea", "milk").get(random.nextInt(2)));
      case "list" -> payload.put("of", List.of("bans", "mutes", "kings").get(random.nextInt(3)));
      case "shield" ->
          payload.put("preset", List.of("slow", "hold", "no_links", "none").get(random.nextInt(4)));
      case "warn", "whois" -> payload.put("member", member);
      case "approve", "reject" -> payload.put("id", "none");
      case "newcomers" -> payload.put("since_ms", 600_000);
      case "sweep" -> // nobody is kicked, so that no room ends
          payload.put("how", random.nextBoolean() ? "mute" : "clear").put("since_ms", 600_000);
      case "undo_sweep" -> {
        List<String> here = swept.get(room);
        yield payload.put("id", here.isEmpty() ? "none" : here.get(random.nextInt(here.size())));
      }
      case "register", "configure" -> payload.put("label", "Label " + random.nextInt(3));
      default -> payload;
    };
  }

  private Reply send(String room, String word, ObjectNode payload) {
    return switch (room) {
      case BY_SOCKET -> bySocket(word, payload);
      case BY_HTTP -> byHttp(key, word, payload);
      default -> byJava(word, payload);
    };
  }

  private Reply bySocket(String word, ObjectNode payload) {
    PhoenixClient.Frame reply = member.ask(BY_SOCKET, word, payload.toString());
    return new Reply(reply.status().equals("ok"), reply.response());
  }

  private Reply byHttp(String by, String word, ObjectNode payload) {
    AccountsClient.Answer answer =
        http.send(
            "POST",
            "/topics/" + BY_HTTP + "/" + word,
            payload.toString(),
            "Authorization",
            "Bearer " + by);
    return new Reply(answer.status() == 200, answer.body());
  }

  private Reply byJava(String word, ObjectNode payload) {
    TopicName room = new TopicName(BY_JAVA);
    Outcome outcome =
        switch (CommandReader.read(word, payload, 4096)) {
          case Reading.Refused<Command>(Refusal refusal) -> new Outcome.Refused(refusal);
          case Reading.Valid<Command>(Command command) ->
              server.hubbub().topics().send(room, program(), command).toCompletableFuture().join();
        };
    ReplyWriter.Reply reply = ReplyWriter.of(room, outcome);
    return new Reply(reply.status().equals("ok"), tree(reply.response()));
  }

  private Actor.Outside program() {
    return rank == Rank.OWNER
        ? new Actor.Server("the program")
        : new Actor.Key("the program", rank, Optional.empty());
  }

  private static JsonNode tree(byte[] json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Reply alike(Reply reply) {
    JsonNode response = reply.response().deepCopy();
    if (!reply.isOk()) {
      ((ObjectNode) response).remove(OF_PROBLEMS);
    }
    strip(response);
    return new Reply(reply.isOk(), response);
  }

  private static void strip(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.remove(APART);
    }
    node.forEach(ThreeWaysInTest::strip);
  }

  private List<String> audit(String room) {
    JsonNode entries = auditLog(room).path("entries");
    return StreamSupport.stream(entries.spliterator(), false)
        .map(entry -> {
          String value = entry.path("value").asText();
          int message = said.get(room).indexOf(value);
          int sweep = swept.get(room).indexOf(value);
          return entry.path("act").asText()
              + " "
              + entry.at("/about/id").asText()
              + " "
              + (message >= 0 ? "message " + message : sweep >= 0 ? "sweep " + sweep : value)
              + " "
              + entry.path("text").asText();
        })
        .toList();
  }

  private JsonNode auditLog(String room) {
    return get("/topics/" + room + "/list?of=audit&limit=100");
  }

  private JsonNode get(String path) {
    return http.send("GET", path, "", "Authorization", "Bearer " + admin).body();
  }
}
