package hubbub.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hubbub.cluster.pekko.Endpoint;
import hubbub.cluster.pekko.PekkoSettings;
import hubbub.cluster.pekko.Protection;
import hubbub.cluster.pekko.Seeds;
import hubbub.identity.ServerKeys;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FabricSettingsTest {
  private static final String SECRET = "0123456789abcdef0123456789abcdef";

  private final Map<String, String> values =
      new HashMap<>(
          Map.of(
              "hubbub.cluster.seeds", "10.0.0.1:25520,10.0.0.2:25520",
              "hubbub.cluster.host", "10.0.0.2",
              "hubbub.cluster.insecure", "true",
              "hubbub.secret", SECRET));

  private Optional<PekkoSettings> read() throws BadSetting {
    Settings settings = Settings.of(values);
    byte[] secret = settings.get(SettingsTable.SECRET).getBytes(StandardCharsets.UTF_8);
    return FabricSettings.of(settings, new ServerKeys(secret), settings.kinds());
  }

  private Map<String, String> terms() throws BadSetting {
    return read().orElseThrow().terms().common();
  }

  private void assertRefused(String setting, String... words) {
    String line = String.valueOf(assertThrows(BadSetting.class, this::read).getMessage());
    assertTrue(line.startsWith(setting + ": "), line);
    for (String word : words) {
      assertTrue(line.contains(word), line);
    }
  }

  @Test
  void without_seeds_a_server_is_on_its_own() throws BadSetting {
    values.remove("hubbub.cluster.seeds");
    assertEquals(Optional.empty(), read());
  }

  @Test
  void say_what_a_node_needs() throws BadSetting {
    values.putAll(
        Map.of(
            "hubbub.cluster.port", "4711",
            "hubbub.cluster.size", "3",
            "hubbub.cluster.stable-after", "7s"));
    PekkoSettings read = read().orElseThrow();
    assertEquals(new Endpoint("10.0.0.2", 4711), read.endpoint());
    assertEquals(
        new Seeds.Listed(
            List.of(new Endpoint("10.0.0.1", 25_520), new Endpoint("10.0.0.2", 25_520))),
        read.seeds());
    assertEquals(OptionalInt.of(3), read.size());
    assertEquals(Duration.ofSeconds(7), read.stableAfter());
    assertEquals(new Protection.None(), read.protection());
  }

  @Test
  void the_servers_own_address_is_the_default() throws BadSetting {
    values.remove("hubbub.cluster.host");
    values.put("hubbub.host", "10.0.0.7");
    assertEquals(new Endpoint("10.0.0.7", 25_520), read().orElseThrow().endpoint());
  }

  @ParameterizedTest
  @CsvSource({"0.0.0.0", "::", "fd00::1"})
  void an_address_by_which_others_cannot_reach_this_node_is_refused(String host) {
    values.remove("hubbub.cluster.host");
    values.put("hubbub.host", host);
    assertRefused("hubbub.cluster.host", "the other nodes reach this one");
  }

  @Test
  void a_cluster_needs_a_secret() {
    values.remove("hubbub.secret");
    assertRefused("hubbub.secret", "the same one on all nodes");
  }

  @Test
  void seeds_by_dns_need_a_size() throws BadSetting {
    values.put("hubbub.cluster.seeds", "dns:hubbub.internal:25520");
    assertRefused("hubbub.cluster.size");
    values.put("hubbub.cluster.size", "3");
    assertEquals(new Seeds.Named("hubbub.internal", 25_520), read().orElseThrow().seeds());
  }

  @Nested
  class Protecting {
    @ParameterizedTest
    @CsvSource({"10.0.0.2", "127.0.0.1"})
    void a_cluster_needs_tls_or_the_word_that_it_has_none(String host) {
      values.put("hubbub.cluster.host", host);
      values.remove("hubbub.cluster.insecure");
      assertRefused("hubbub.cluster.tls.certificate", "hubbub.cluster.insecure=true");
    }

    @Test
    void tls_needs_all_three_files() throws BadSetting {
      values.put("hubbub.cluster.tls.certificate", "a.pem");
      assertRefused("hubbub.cluster.tls.key");
      values.put("hubbub.cluster.tls.key", "b.pem");
      assertRefused("hubbub.cluster.tls.ca");
      values.put("hubbub.cluster.tls.ca", "c.pem");
      assertEquals(
          new Protection.Tls(Path.of("a.pem"), Path.of("b.pem"), Path.of("c.pem")),
          read().orElseThrow().protection());
    }
  }

  @Nested
  class Comparing {
    @ParameterizedTest
    @CsvSource({
      "hubbub.cluster.name, other, hubbub.cluster.name",
      "hubbub.secret, fedcba9876543210fedcba9876543210, hubbub.secret",
      "hubbub.kinds.room.history, 7, hubbub.kinds.room",
      "hubbub.kinds.room.rank.kick, owner, hubbub.kinds.room"
    })
    void nodes_are_told_apart_by(String setting, String value, String term) throws BadSetting {
      String before = terms().get(term);
      values.put(setting, value);
      assertNotEquals(before, terms().get(term));
    }

    @Test
    void limits_of_the_spam_guard_may_differ() throws BadSetting {
      Map<String, String> before = terms();
      values.put("hubbub.kinds.room.spam.rate", "7/s");
      assertEquals(before, terms());
    }

    @Test
    void the_secret_is_not_told() throws BadSetting {
      assertTrue(terms().values().stream().noneMatch(SECRET::contains));
    }
  }
}
