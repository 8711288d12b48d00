package hubbub.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hubbub.conformance.AccountsClient;
import hubbub.identity.Site;
import hubbub.phoenix.PhoenixClient;
import hubbub.phoenix.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Ending tokens of sites' users before their time, on the command line and by HTTP.
class RevokingTokensTest {
  private static final String ROOM = "room:lounge";

  @TempDir private Path data;
  private Map<String, String> settings;
  private Operator operator;

  @BeforeEach
  void prepare() {
    settings = new HashMap<>(Site.settings());
    settings.put("hubbub.data", data.toString());
    operator = new Operator(settings);
  }

  /// A token of somebody's, issued a few seconds ago.
  private static String token(String subject, String jti) {
    return Site.token(claims ->
        claims.subject(subject).jwtID(jti).issueTime(Date.from(Instant.now().minusSeconds(5))));
  }

  private static PhoenixClient connect(TestServer server, String token) {
    return PhoenixClient.open(server.port(), "?vsn=2.0.0&token=" + token);
  }

  private static String refusal(TestServer server, String token) {
    try (PhoenixClient client = connect(server, token)) {
      PhoenixClient.Frame reply = client.join(ROOM, "{}");
      return reply.status().equals("ok") ? "" : reply.reason();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"site:ann", "site --jti 1", "site --jti 1 --ttl 1h"})
  void puts_their_bearer_out_at_once_and_they_count_no_more_after_a_restart(String whose)
      throws IOException {
    String ann = token("ann", "1");
    String bob = token("bob", "2");
    try (TestServer server = TestServer.start(settings);
        PhoenixClient client = connect(server, ann)) {
      client.joined(ROOM);
      operator.does(("revoke-token " + whose).split(" "));
      assertEquals(1008, client.raw().closeCode());
      assertEquals("", refusal(server, bob));
    }
    try (TestServer server = TestServer.start(settings)) {
      assertEquals("token_expired", refusal(server, ann));
      assertEquals("", refusal(server, bob));
    }
  }

  @Test
  void of_a_whole_issuer_leaves_those_that_it_issues_from_then_on() {
    String before = token("ann", "1");
    try (TestServer server = TestServer.start(settings)) {
      operator.does("revoke-token", "site");
      assertEquals("token_expired", refusal(server, before));
      String next = Site.token(claims -> claims.issueTime(Date.from(Instant.now().plusSeconds(2))));
      assertEquals("", refusal(server, next));
    }
  }

  @Test
  void works_while_no_server_runs() {
    TestServer.start(settings).close();
    String ann = token("ann", "1");
    operator.does("revoke-token", "site:ann");
    try (TestServer server = TestServer.start(settings)) {
      assertEquals("token_expired", refusal(server, ann));
      assertTrue(operator.does("audit").getFirst().matches(".* admin revoke-token t[\\w-]{22}"));
    }
  }

  @Test
  void works_by_http_with_an_admin_s_key() {
    String ann = token("ann", "1");
    try (TestServer server = TestServer.start(settings);
        AccountsClient http = new AccountsClient(server, "203.0.113.1")) {
      String key = operator.does("key", "ops", "--scopes", "admin").getFirst();
      assertEquals(204, post(http, key, "{\"issuer\":\"site\",\"subject\":\"ann\"}"));
      assertEquals("token_expired", refusal(server, ann));
      String last = operator.does("audit").getFirst();
      assertTrue(last.contains("key:ops revoke-token t"), last);
      assertFalse(last.contains("ann"), last);
      for (String wrong :
          List.of(
              "{}",
              "{\"issuer\":\"accounts\"}",
              "{\"issuer\":\"elsewhere\"}",
              "{\"issuer\":\"site\",\"subject\":\"\"}",
              "{\"issuer\":\"site\",\"subject\":\"ann\",\"jti\":\"1\"}",
              "{\"issuer\":\"site\",\"ttl_ms\":0}")) {
        assertEquals(422, post(http, key, wrong), wrong);
      }
    }
  }

  private static int post(AccountsClient http, String key, String body) {
    return http.send("POST", "/revocations", body, "Authorization", "Bearer " + key).status();
  }

  @Test
  void is_refused_of_whom_there_is_none() {
    TestServer.start(settings).close();
    for (String words :
        List.of("", " elsewhere", " accounts", " site:", " site:ann --jti 1", " site --ttl 400d")) {
      assertFalse(operator.asks(("revoke-token" + words).split(" ")).isOk(), words);
    }
  }
}
