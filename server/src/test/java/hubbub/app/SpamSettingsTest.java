package hubbub.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hubbub.session.guard.LinkLimits;
import hubbub.session.guard.Preset;
import hubbub.session.guard.Rate;
import hubbub.session.guard.SpamPolicies;
import hubbub.session.guard.SpamPolicy;
import hubbub.session.guard.WordLimits;
import hubbub.topic.Rank;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The limits of the spam guard that settings make.
class SpamSettingsTest {
  @TempDir Path folder;

  private static SpamPolicies policies(String... namesAndValues) throws BadSetting {
    Map<String, String> settings = new HashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      settings.put("hubbub." + namesAndValues[i], namesAndValues[i + 1]);
    }
    return SpamSettings.policies(Settings.of(settings));
  }

  private static SpamPolicy rooms(String... namesAndValues) throws BadSetting {
    return Optional.ofNullable(policies(namesAndValues).byKind().get("room")).orElseThrow();
  }

  @Nested
  class A_kind_without_settings_of_its_own {
    @Test
    void has_the_usual_limits() throws BadSetting {
      SpamPolicies normal = policies("kinds.room.history", "5");
      assertEquals(Map.of(), normal.byKind());
      assertEquals(Preset.NORMAL.policy(), normal.usual());
      assertEquals(
          new Rate(0.5, 9),
          policies("spam.preset", "strict", "spam.burst", "9").usual().speed().messages());
    }
  }

  @Nested
  class A_kind {
    @Test
    void has_what_is_set_and_the_rest_of_the_servers_preset() throws BadSetting {
      SpamPolicy its = rooms("spam.preset", "strict", "kinds.room.spam.mentions", "7");
      assertEquals(7, its.contents().mentions());
      assertEquals(Preset.STRICT.policy().speed(), its.speed());
      assertEquals(Preset.STRICT.policy().contents().shouting(), its.contents().shouting());
    }

    @Test
    void may_have_a_preset_of_its_own_whatever_the_server_has_set() throws BadSetting {
      SpamPolicy its = rooms("spam.burst", "50", "kinds.room.spam.preset", "relaxed");
      assertEquals(Preset.RELAXED.policy(), its);
    }

    @Test
    void may_have_all_of_its_own() throws BadSetting, IOException {
      Path words = Files.write(folder.resolve("words.txt"), List.of("grog", "+crumb", "/x+/"));
      String room = "kinds.room.spam.";
      SpamPolicy its =
          rooms(
              room + "rate", "30/m",
              room + "burst", "3",
              room + "fresh", "1h",
              room + "newcomer.presence", "5s",
              room + "newcomer.hold", "true",
              room + "links", "nobody",
              room + "links.allow", "Example.org, example.com",
              room + "links.deny", "evil.com",
              room + "capitals", "refused",
              room + "topics", "2",
              room + "words", "none",
              room + "words.file", words.toString(),
              room + "words.action", "mask",
              room + "shield.offenders", "7",
              room + "exempt", "vip",
              room + "dry-run", "links,own_rule");
      assertEquals(new Rate(0.5, 3), its.speed().messages());
      assertEquals(2, its.speed().topics());
      assertEquals(
          new SpamPolicy.Newcomers(Duration.ofHours(1), Duration.ofSeconds(5), true),
          its.newcomers());
      assertEquals(
          new LinkLimits(
              LinkLimits.Who.NOBODY,
              Duration.ofHours(1),
              Set.of("example.org", "example.com"),
              Set.of("evil.com")),
          its.contents().links());
      assertEquals(SpamPolicy.Shouting.REFUSED, its.contents().shouting());
      assertEquals(
          new WordLimits(List.of("grog"), List.of("crumb"), List.of("x+"), WordLimits.Action.MASK),
          its.contents().words());
      assertEquals(7, its.offenders());
      assertEquals(Rank.VIP, its.exempt());
      assertEquals(Set.of("links", "own_rule"), its.dryRun());
    }

    @Test
    void may_have_lists_of_several_languages() throws BadSetting {
      WordLimits words = rooms("kinds.room.spam.words", "en,de").contents().words();
      assertTrue(words.words().containsAll(List.of("bastard*", "scheiße")));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "links, sometimes",
    "links.allow, https://example.org/x",
    "capitals, true",
    "topics, 17",
    "words, klingon",
    "words.action, shout",
    "shield.offenders, -1",
    "dry-run, Links!",
    "exempt, admin"
  })
  void a_wrong_value_is_refused(String name, String value) {
    assertThrows(BadSetting.class, () -> policies("kinds.room.spam." + name, value));
  }

  @Test
  void a_file_of_words_that_cannot_be_used_is_named() throws IOException {
    String missing = folder.resolve("missing.txt").toString();
    BadSetting no =
        assertThrows(BadSetting.class, () -> policies("kinds.room.spam.words.file", missing));
    assertTrue(String.valueOf(no.getMessage()).contains(missing), no::toString);
    Path broken = Files.write(folder.resolve("broken.txt"), List.of("/(/"));
    assertThrows(BadSetting.class, () -> policies("kinds.room.spam.words.file", broken.toString()));
  }
}
