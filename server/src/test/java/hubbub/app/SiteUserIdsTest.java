package hubbub.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hubbub.identity.Site;
import hubbub.phoenix.PhoenixClient;
import hubbub.phoenix.TestServer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who somebody of a site is here, as long as there is the same store.
class SiteUserIdsTest {
  private static final String ROOM = "room:lounge";

  @TempDir private Path data;

  private Map<String, String> settings(String secret) {
    Map<String, String> settings = new HashMap<>(Site.settings());
    settings.put("hubbub.data", data.toString());
    settings.put("hubbub.secret", secret.repeat(32));
    return settings;
  }

  private static String idOfAnn(Map<String, String> settings) {
    String token = Site.token(claims -> claims.subject("ann"));
    try (TestServer server = TestServer.start(settings);
        PhoenixClient ann = PhoenixClient.open(server.port(), "?vsn=2.0.0&token=" + token)) {
      return ann.joined(ROOM).at("/me/id").asText();
    }
  }

  @Test
  void is_the_same_with_another_secret() {
    String id = idOfAnn(settings("a"));
    assertEquals(id, idOfAnn(settings("b")));
  }

  @Test
  void is_the_same_for_a_command_while_no_server_runs() {
    String id = idOfAnn(settings("a"));
    Operator operator = new Operator(settings("b"));
    List<String> _ = operator.does("ban", "site:ann");
    assertTrue(operator.does("bans").getFirst().startsWith(id));
  }

  @Test
  void is_another_in_another_store() {
    String id = idOfAnn(settings("a"));
    Map<String, String> other = settings("b");
    other.put("hubbub.data", data.resolve("other").toString());
    assertNotEquals(id, idOfAnn(other));
  }
}
