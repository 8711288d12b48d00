package hubbub.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hubbub.identity.ServerKeys;
import hubbub.identity.Site;
import hubbub.identity.TokenAlgorithm;
import hubbub.identity.TokenIssuer;
import hubbub.topic.Rank;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whose tokens the settings accept.
class IssuersTest {
  private static final String PREFIX = "hubbub.tokens.site.";

  @TempDir Path folder;
  @AutoClose private final CloseStack layers = new CloseStack();

  /// Settings with a secret, and these changes; an empty value takes one away.
  private static Settings settings(String... changes) throws BadSetting {
    Map<String, String> all = new HashMap<>(Site.settings());
    for (int i = 0; i < changes.length; i += 2) {
      if (changes[i + 1].isEmpty()) {
        all.remove(PREFIX + changes[i]);
      } else {
        all.put(PREFIX + changes[i], changes[i + 1]);
      }
    }
    return Settings.of(all);
  }

  private List<TokenIssuer> issuers(Settings settings) throws BadSetting {
    return Issuers.of(settings, new ServerKeys(new byte[32]), layers);
  }

  private String refused(String... changes) throws BadSetting {
    Settings settings = settings(changes);
    return String.valueOf(assertThrows(BadSetting.class, () -> issuers(settings)).getMessage());
  }

  @Test
  void are_the_server_itself_and_those_that_are_set() throws BadSetting {
    assertEquals(
        List.of("accounts", "local", "site"),
        issuers(settings()).stream().map(TokenIssuer::name).sorted().toList());
    assertEquals(2, issuers(Settings.of(Map.of())).size());
  }

  @Test
  void may_sign_as_their_key_allows_or_less() throws BadSetting, IOException {
    assertEquals(Set.of(TokenAlgorithm.HS256), issuers(settings()).getLast().algorithms());
    Path pem = Files.writeString(folder.resolve("ec.pem"), Site.pem(Site.EC.getPublic()));
    assertEquals(
        Set.of(TokenAlgorithm.ES256),
        issuers(settings("secret", "", "key", pem.toString())).getLast().algorithms());
    String address = "http://127.0.0.1:1/keys";
    assertEquals(
        Set.of(TokenAlgorithm.RS256, TokenAlgorithm.ES256, TokenAlgorithm.EDDSA),
        issuers(settings("secret", "", "jwks", address)).getLast().algorithms());
    assertEquals(
        Set.of(TokenAlgorithm.EDDSA),
        issuers(settings("secret", "", "jwks", address, "algorithms", "EdDSA"))
            .getLast()
            .algorithms());
    assertTrue(refused("algorithms", "RS256").contains("those of its key: HS256"));
    assertTrue(refused("secret", "", "jwks", address, "algorithms", "HS256").contains("RS256"));
  }

  @Nested
  class Are_refused {
    @ParameterizedTest
    @CsvSource({"issuer", "audience"})
    void without_a_name_for(String what) throws BadSetting {
      assertTrue(refused(what, "").startsWith(PREFIX + what));
    }

    @Test
    void with_no_key_or_two() throws BadSetting {
      assertTrue(refused("secret", "").contains("has 0 of"));
      assertTrue(refused("jwks", "https://example.org/keys").contains("has 2 of"));
    }

    @Test
    void with_a_file_that_has_no_key_in_it() throws BadSetting, IOException {
      Path file = Files.writeString(folder.resolve("none.pem"), "-----BEGIN PRIVATE KEY-----");
      assertTrue(refused("secret", "", "key", file.toString()).contains("BEGIN PUBLIC KEY"));
      assertTrue(refused("secret", "", "key", folder + "/gone").contains("can be read"));
    }

    @Test
    void with_an_iss_that_another_one_has() throws BadSetting {
      assertTrue(refused("issuer", "hubbub").contains("no other issuer"));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"http://example.org/keys", "ftp://127.0.0.1/x", "/keys", "https://a@b/keys"})
    void with_keys_from_where_others_can_change_them(String address) {
      assertThrows(BadSetting.class, () -> settings("secret", "", "jwks", address));
    }

    @ParameterizedTest
    @CsvSource({"max-rank, admin", "topics, lobby", "algorithms, none", "secret, short"})
    void with_a_value_that_is_none(String setting, String value) {
      assertThrows(BadSetting.class, () -> settings(setting, value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"local", "accounts", "required", "Site", "a.b"})
    void under_a_name_that_is_none(String name) {
      assertThrows(
          BadSetting.class,
          () -> Settings.of(Map.of("hubbub.tokens." + name + ".issuer", "https://example.org")));
    }
  }

  @Nested
  class With_an_issuer {
    @Test
    void nobody_moderates_for_coming_first_unless_that_is_set() throws BadSetting {
      assertEquals(Rank.MODERATOR, Settings.of(Map.of()).kind("room").founderRank());
      assertEquals(Rank.GUEST, settings().kind("room").founderRank());
      Map<String, String> set = new HashMap<>(Site.settings());
      set.put("hubbub.kinds.room.founder-rank", "moderator");
      assertEquals(Rank.MODERATOR, Settings.of(set).kind("room").founderRank());
    }

    @Test
    void config_shows_that_and_hides_the_secret() throws BadSetting {
      List<String> lines = settings().lines();
      assertTrue(
          lines.contains(
              "hubbub.kinds.room.founder-rank = guest  # default with an issuer of tokens"),
          lines.toString());
      assertTrue(lines.contains(PREFIX + "secret = ********  # the program"), lines.toString());
      assertTrue(lines.contains(PREFIX + "max-rank = owner  # default"), lines.toString());
    }

    @Test
    void the_environment_can_set_it() throws BadSetting {
      Settings settings =
          SettingSources.read(
              Optional.empty(),
              Map.of(
                  "HUBBUB_TOKENS_SITE_MAX_RANK", "vip",
                  "HUBBUB_TOKENS_SITE_CLAIMS_NAME", "nick",
                  "HUBBUB_TOKENS_REQUIRED", "true"),
              Map.of());
      assertEquals(Rank.VIP, settings.ofIssuer("site", SettingsTable.TOKENS_MAX_RANK));
      assertEquals("nick", settings.ofIssuer("site", SettingsTable.TOKENS_CLAIM_NAME));
      assertTrue(settings.get(SettingsTable.TOKENS_REQUIRED));
    }
  }
}
