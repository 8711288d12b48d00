package hubbub.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import hubbub.conformance.AccountsClient.Answer;
import hubbub.identity.KeyScope;
import hubbub.phoenix.PhoenixClient;
import hubbub.phoenix.TestServer;
import hubbub.topic.CommandName;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a server answers to commands is what it says in `/api/v1/openapi.json`: each command is
/// carried out once.
class CommandAnswersTest {
  private static final String ROOM = "room:lobby";
  private static final String DESCRIBED = "/topics/{topic}/";

  @TempDir private Path data;
  private final Set<CommandName> answered = EnumSet.noneOf(CommandName.class);
  private TestServer server;
  private AccountsClient http;
  private Description description;
  private String key;

  @BeforeEach
  void start() {
    try (TestKeys keys = TestKeys.in(data)) {
      key = keys.make("all", EnumSet.allOf(KeyScope.class), "*");
    }
    server = TestServer.start(Map.of("hubbub.data", data.toString(), "hubbub.keys.rate", "200/s"));
    http = new AccountsClient(server, "198.51.100.1");
    description = new Description(http.send("GET", "/openapi.json", "").body());
  }

  @AfterEach
  void stop() {
    http.close();
    server.close();
  }

  private PhoenixClient guest(String name, String address) {
    return PhoenixClient.open(
        server.port(), "?vsn=2.0.0&name=" + name, "X-Forwarded-For: " + address + "\r\n");
  }

  private JsonNode expected(String method, CommandName name, JsonNode answer) {
    answered.add(name);
    assertEquals(
        List.of(), description.faults(method, "/api/v1" + DESCRIBED + name.word(), answer));
    return answer;
  }

  /// By HTTP.
  private JsonNode sent(CommandName name, String payload) {
    return expected("post", name, ok("POST", "/" + name.word(), payload));
  }

  private JsonNode read(CommandName name, String query) {
    return expected("get", name, ok("GET", "/" + name.word() + query, ""));
  }

  private JsonNode ok(String method, String path, String body) {
    String room = "/topics/" + URLEncoder.encode(ROOM, StandardCharsets.UTF_8);
    Answer answer = http.send(method, room + path, body, "Authorization", "Bearer " + key);
    assertEquals(200, answer.status(), () -> path + ": " + answer.text());
    return answer.body();
  }

  /// What only members can do.
  private void done(PhoenixClient member, CommandName name, String payload) {
    PhoenixClient.Frame reply = member.ask(ROOM, name.word(), payload);
    assertEquals("ok", reply.status(), () -> name + ": " + reply.response());
    expected("post", name, reply.response());
  }

  private static String member(String id) {
    return "{\"member\":\"" + id + "\"}";
  }

  @Test
  void is_as_described() {
    try (PhoenixClient ann = guest("ann", "203.0.113.1");
        PhoenixClient bob = guest("bob", "203.0.113.2")) {
      ann.joined(ROOM);
      String bobs = bob.joined(ROOM).at("/me/id").asText();
      messages();
      people(bob, bobs);
      modes();
      held();
      done(ann, CommandName.SET_NICK, "{\"nick\":\"anna\"}");
      registered(bobs);
      assertEquals(EnumSet.allOf(CommandName.class), answered);
    }
  }

  private void messages() {
    String first =
        sent(CommandName.SEND, "{\"body\":\"hello\",\"meta\":{\"a\":1}}").at("/id").asText();
    sent(
        CommandName.SEND,
        "{\"body\":\"by a bot\",\"as\":{\"nick\":\"Bot\",\"badge\":\"live\"},\"nonce\":\"n\"}");
    sent(CommandName.DELETE, "{\"id\":\"" + first + "\"}");
    assertEquals(2, read(CommandName.HISTORY, "?limit=10").path("messages").size());
    sent(CommandName.CLEAR, "{}");
    sent(CommandName.PIN_KEYWORD, "{\"keyword\":\"tea\"}");
    sent(CommandName.REMOVE_KEYWORD, "{\"keyword\":\"tea\"}");
  }

  private void people(PhoenixClient bob, String bobs) {
    sent(
        CommandName.MUTE, "{\"member\":\"%s\",\"ttl_ms\":60000,\"text\":\"loud\"}".formatted(bobs));
    assertFalse(read(CommandName.LIST, "?of=mutes").path("entries").isEmpty());
    read(CommandName.ROSTER, "?limit=1");
    read(CommandName.ROSTER, "");
    read(CommandName.WHOIS, "?member=" + bobs);
    sent(CommandName.UNMUTE, member(bobs));
    sent(CommandName.WARN, "{\"member\":\"%s\",\"acknowledge\":true}".formatted(bobs));
    done(bob, CommandName.ACKNOWLEDGE, "{}");
    sent(
        CommandName.GRANT, "{\"member\":\"%s\",\"rank\":\"vip\",\"ttl_ms\":60000}".formatted(bobs));
    assertFalse(read(CommandName.LIST, "?of=members").path("entries").isEmpty());
    sent(CommandName.REVOKE, member(bobs));
    read(CommandName.NEWCOMERS, "?since_ms=600000&limit=1");
    String sweep =
        sent(CommandName.SWEEP, "{\"how\":\"mute\",\"since_ms\":600000}").at("/id").asText();
    sent(CommandName.UNDO_SWEEP, "{\"id\":\"" + sweep + "\"}");
  }

  private void modes() {
    sent(CommandName.SET_TITLE, "{\"title\":\"Tea\"}");
    sent(CommandName.SET_QUIET, "{\"min_rank\":\"vip\",\"ttl_ms\":60000}");
    sent(CommandName.SET_QUIET, "{\"min_rank\":null}");
    sent(CommandName.SET_SLOW, "{\"interval_ms\":1000}");
    sent(CommandName.SET_SLOW, "{\"interval_ms\":0}");
    sent(CommandName.SET_LOCK, "{\"max_members\":50}");
    assertFalse(read(CommandName.LIST, "?of=audit").path("entries").isEmpty());
  }

  private void held() {
    sent(CommandName.SHIELD, "{\"preset\":\"hold\"}");
    try (PhoenixClient dan = guest("dan", "203.0.113.3")) {
      String dans = dan.joined(ROOM).at("/me/id").asText();
      String first = dan.ask(ROOM, "send", "{\"body\":\"one\"}").response().path("id").asText();
      String second = dan.ask(ROOM, "send", "{\"body\":\"two\"}").response().path("id").asText();
      assertEquals(2, read(CommandName.LIST, "?of=held").path("entries").size());
      sent(CommandName.APPROVE, "{\"id\":\"" + first + "\"}");
      sent(CommandName.REJECT, "{\"id\":\"" + second + "\"}");
      sent(CommandName.KICK, "{\"member\":\"%s\",\"ttl_ms\":60000}".formatted(dans));
      assertFalse(read(CommandName.LIST, "?of=bans").path("entries").isEmpty());
    }
  }

  private void registered(String bobs) {
    sent(CommandName.REGISTER, "{\"label\":\"Lobby\"}");
    sent(CommandName.CONFIGURE, "{\"words\":[\"grog\"],\"password\":\"leaf\"}");
    read(CommandName.SETTINGS, "");
    sent(
        CommandName.GRANT, "{\"member\":\"%s\",\"rank\":\"vip\",\"lasting\":true}".formatted(bobs));
    read(CommandName.WHOIS, "?member=" + bobs);
    assertFalse(read(CommandName.LIST, "?of=members").path("entries").isEmpty());
    sent(CommandName.BAN, member(bobs));
    assertFalse(read(CommandName.LIST, "?of=bans").path("entries").isEmpty());
    assertFalse(read(CommandName.LIST, "?of=audit").path("entries").isEmpty());
    sent(CommandName.UNBAN, member(bobs));
    sent(CommandName.UNREGISTER, "{}");
  }
}
