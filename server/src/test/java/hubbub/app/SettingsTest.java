package hubbub.app;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import hubbub.topic.KindSettings;
import hubbub.topic.Rank;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
  @TempDir Path folder;

  private Path file(String yaml) throws IOException {
    return Files.writeString(folder.resolve("hubbub.yml"), yaml);
  }

  private Settings fromFile(String yaml) throws BadSetting, IOException {
    return SettingSources.read(Optional.of(file(yaml)), Map.of(), Map.of());
  }

  private static Settings fromEnvironment(String name, String value) throws BadSetting {
    return SettingSources.read(Optional.empty(), Map.of(name, value), Map.of());
  }

  private static Settings fromCommandLine(String name, String value) throws BadSetting {
    return SettingSources.read(Optional.empty(), Map.of(), Map.of(name, value));
  }

  private static String lineOf(Settings settings, String name) {
    return settings.lines().stream()
        .filter(line -> line.startsWith(name + " "))
        .findFirst()
        .orElseThrow();
  }

  @Nested
  class Sourcing {
    @Test
    void without_sources_the_defaults_hold() throws BadSetting {
      Settings settings = SettingSources.read(Optional.empty(), Map.of(), Map.of());
      assertAll(
          () -> assertEquals(4000, settings.get(SettingsTable.PORT)),
          () -> assertEquals("127.0.0.1", settings.get(SettingsTable.HOST)),
          () -> assertEquals(Duration.ofSeconds(8), settings.get(SettingsTable.DRAIN)),
          () -> assertEquals("default", settings.origin("hubbub.port")));
    }

    @Test
    void a_preset_of_the_spam_guard_sets_the_rates_that_are_not_set() throws BadSetting {
      Settings settings =
          Settings.of(Map.of("hubbub.spam.preset", "strict", "hubbub.spam.burst", "9"));
      assertAll(
          () -> assertEquals(0.5, settings.get(SettingsTable.SPAM_RATE)),
          () -> assertEquals(9, settings.get(SettingsTable.SPAM_BURST)),
          () -> assertEquals("default of hubbub.spam.preset", settings.origin("hubbub.spam.rate")),
          () -> assertEquals("the program", settings.origin("hubbub.spam.burst")),
          () -> assertEquals(1.0, Settings.of(Map.of()).get(SettingsTable.SPAM_RATE)),
          () -> assertEquals("default", Settings.of(Map.of()).origin("hubbub.spam.rate")));
    }

    @Test
    void the_command_line_wins_over_the_environment_and_that_over_the_file()
        throws BadSetting, IOException {
      Path file = file("hubbub: {port: 1, spam: {burst: 1, rate: 1/s}}");
      Settings settings =
          SettingSources.read(
              Optional.of(file),
              Map.of("HUBBUB_PORT", "2", "HUBBUB_SPAM_BURST", "2"),
              Map.of("hubbub.port", "3"));
      assertAll(
          () -> assertEquals(3, settings.get(SettingsTable.PORT)),
          () -> assertEquals(2, settings.get(SettingsTable.SPAM_BURST)),
          () -> assertEquals(1.0, settings.get(SettingsTable.SPAM_RATE)),
          () -> assertEquals("the command line", settings.origin("hubbub.port")),
          () ->
              assertEquals(
                  "the environment variable HUBBUB_SPAM_BURST",
                  settings.origin("hubbub.spam.burst")),
          () -> assertEquals(file.toString(), settings.origin("hubbub.spam.rate")));
    }

    @Test
    void a_file_may_write_keys_nested_or_dotted_and_lists_as_lists()
        throws BadSetting, IOException {
      Settings settings = fromFile("hubbub.port: 1\nhubbub:\n  proxies: [10.0.0.0/8, '::1']\n");
      assertAll(
          () -> assertEquals(1, settings.get(SettingsTable.PORT)),
          () -> assertEquals(2, settings.get(SettingsTable.PROXIES).size()));
    }

    @Test
    void a_file_may_have_other_keys() throws BadSetting, IOException {
      assertEquals(4000, fromFile("logging: {level: debug}").get(SettingsTable.PORT));
      assertEquals(
          4000, fromFile("other: [[1], {a: &x {b: *x}}]\nhubbub:").get(SettingsTable.PORT));
    }

    @Test
    void an_empty_file_changes_nothing() throws BadSetting, IOException {
      assertEquals(4000, fromFile("# nothing yet\n").get(SettingsTable.PORT));
      assertEquals(4000, fromFile("").get(SettingsTable.PORT));
    }

    @Test
    void other_environment_variables_are_ignored() throws BadSetting {
      assertEquals(4000, fromEnvironment("PORT", "1").get(SettingsTable.PORT));
    }

    @Test
    void a_program_gives_them_by_name() throws BadSetting {
      assertEquals(0, Settings.of(Map.of("hubbub.port", "0")).get(SettingsTable.PORT));
    }
  }

  @Nested
  class Refusing {
    @ParameterizedTest
    @ValueSource(strings = {"open", "invite"})
    void sign_ups_where_everybody_needs_a_sites_token(String who) throws BadSetting {
      Map<String, String> settings =
          Map.of("hubbub.tokens.required", "true", "hubbub.accounts.sign-up", who);
      BadSetting fault = assertThrows(BadSetting.class, () -> Settings.of(settings));
      String message = String.valueOf(fault.getMessage());
      assertTrue(message.contains("hubbub.accounts.sign-up: " + who), message);
      Settings required = Settings.of(Map.of("hubbub.tokens.required", "true"));
      assertEquals("off", required.get(SettingsTable.ACCOUNTS_SIGN_UP));
    }

    private static void assertNames(BadSetting fault, String... words) {
      String line = String.valueOf(fault.getMessage());
      assertFalse(line.contains("\n"), line);
      for (String word : words) {
        assertTrue(line.contains(word), line);
      }
    }

    @Test
    void an_unknown_key_in_the_file_with_the_nearest_one() {
      assertNames(
          assertThrows(BadSetting.class, () -> fromFile("hubbub: {spam: {enable: true}}")),
          "hubbub.spam.enable:",
          "hubbub.spam.enabled");
    }

    @Test
    void an_unknown_key_in_the_environment_with_the_nearest_one() {
      assertNames(
          assertThrows(BadSetting.class, () -> fromEnvironment("HUBBUB_PROT", "1")),
          "HUBBUB_PROT:",
          "HUBBUB_PORT");
    }

    @Test
    void an_unknown_key_on_the_command_line_with_the_nearest_one() {
      assertNames(
          assertThrows(BadSetting.class, () -> fromCommandLine("hubbub.metrics.alow", "none")),
          "hubbub.metrics.alow:",
          "hubbub.metrics.allow");
    }

    @Test
    void an_unknown_setting_of_a_kind_with_the_nearest_one_of_that_kind() {
      assertNames(
          assertThrows(BadSetting.class, () -> fromCommandLine("hubbub.kinds.stage.lingers", "1s")),
          "hubbub.kinds.stage.linger?");
    }

    @ParameterizedTest
    @CsvSource({
      "hubbub.port, many",
      "hubbub.port, 65536",
      "hubbub.port, -1",
      "hubbub.host, chat.example.org",
      "hubbub.guests, yes",
      "hubbub.origins, foo",
      "hubbub.origins, 'https://example.org/chat'",
      "hubbub.drain, 8",
      "hubbub.drain, 61s",
      "hubbub.transport, carrier-pigeon",
      "hubbub.proxies, 10.0.0.0/33",
      "hubbub.metrics.allow, nobody",
      "hubbub.spam.rate, 20",
      "hubbub.spam.rate, 0/s",
      "hubbub.spam.burst, 0",
      "hubbub.tokens.site.topics, room:team:*",
      "hubbub.tokens.site.topics, :*",
      "hubbub.kinds.room.history-bytes, 1GB",
      "hubbub.kinds.room.founder-rank, admin",
      "hubbub.kinds.room.succession, youngest",
      "hubbub.kinds.room.max-members, 0",
      "hubbub.kinds.room.keywords.language, tlh",
      "hubbub.kinds.room.rank.set_title, king"
    })
    void a_value_of_the_wrong_type_with_what_was_expected(String name, String value) {
      assertNames(
          assertThrows(BadSetting.class, () -> fromCommandLine(name, value)),
          name + ": " + value,
          "expected",
          "the command line");
    }

    private void assertRefused(Path file, String says) {
      BadSetting fault =
          assertThrows(
              BadSetting.class, () -> SettingSources.read(Optional.of(file), Map.of(), Map.of()));
      assertEquals(file + ": " + says, fault.getMessage());
    }

    @Test
    void a_file_that_is_not_there() {
      assertRefused(folder.resolve("none.yml"), "no such file");
      assertRefused(folder.resolve("none/hubbub.yml"), "no such file");
    }

    @Test
    void a_folder() {
      assertRefused(folder, "is a folder (expected: a file)");
    }

    @Test
    void a_file_that_this_user_may_not_read() throws IOException {
      Path file = file("hubbub.port: 1");
      Files.setPosixFilePermissions(file, Set.of());
      assumeFalse(Files.isReadable(file), "root reads everything");
      assertRefused(file, "this user may not read it");
    }

    @Test
    void a_file_that_is_not_text() throws IOException {
      Path file = Files.write(folder.resolve("hubbub.yml"), new byte[] {'a', ':', (byte) 0xff});
      assertRefused(file, "is not text in UTF-8");
    }

    @ParameterizedTest
    @CsvSource({
      "'hubbub: {port: 1', 'is not YAML: line 1, column 17: expected'",
      "'hubbub:|  port: 1|  host: ''x|', 'is not YAML: line 4, column 1: found'",
      "'hubbub:|  port: 1|   host: x', 'is not YAML: line 3, column 8: mapping values'",
      "'hubbub:|\tport: 1', 'is not YAML: line 2, column 1: found character'",
      "'hubbub.port: 1|hubbub.port: 2', 'is not YAML: line 2, column 1: found duplicate key'",
      "'hubbub:|  spam:|    burst: 1|    burst: 1', 'is not YAML: line 4, column 5: found dup'",
      "'a: 1|---|b: 1', 'is not YAML: line 2, column 1: but found another document'",
      "'a: !!java.net.URL [x]', 'is not YAML: line 1, column 4: Global tag is not'",
      "'a: b\u0007', 'is not YAML: it contains the character U+0007'",
      "'- hubbub', 'is not a YAML map of keys and values'",
      "'hubbub', 'is not a YAML map of keys and values'",
      "'hubbub: 5', 'hubbub: 5 (expected: keys and values)'",
      "'hubbub: [a, b]', 'hubbub: a,b (expected: keys and values)'",
      "'hubbub.port: 1|hubbub: {port: 2}', 'hubbub.port: is set twice'",
      "'hubbub: {origins: [[a]]}', 'hubbub.origins: a list of lists'",
      "'hubbub: &x {y: *x}', 'hubbub.y.y.y.y.y.y.y.y.y.y.y.y.y.y.y.y: there is no such'"
    })
    void a_file_that_has_no_settings_with_the_place(String text, String says) throws IOException {
      Path file = file(text.replace("|", "\n"));
      BadSetting fault =
          assertThrows(
              BadSetting.class, () -> SettingSources.read(Optional.of(file), Map.of(), Map.of()));
      String line = String.valueOf(fault.getMessage());
      assertTrue(line.startsWith(file + ": " + says), line);
      assertFalse(line.contains("\n"), line);
    }
  }

  @Nested
  class Kinds {
    @Test
    void room_is_there_from_the_start_as_in_the_table() throws BadSetting {
      Settings settings = Settings.of(Map.of());
      assertEquals(Set.of("room"), settings.kinds());
      assertEquals(KindSettings.DEFAULT, settings.kind("room"));
    }

    @Test
    void naming_one_serves_it() throws BadSetting {
      Settings settings =
          Settings.of(
              Map.of(
                  "hubbub.kinds.stage.linger", "1m",
                  "hubbub.kinds.stage.max-members", "50",
                  "hubbub.kinds.stage.rank.send", "vip",
                  "hubbub.kinds.stage.keywords.window", "90s"));
      KindSettings stage = settings.kind("stage");
      assertAll(
          () -> assertEquals(Set.of("room", "stage"), settings.kinds()),
          () -> assertEquals(60_000, stage.lingerMillis()),
          () -> assertEquals(OptionalInt.of(50), stage.maxMembers()),
          () -> assertEquals(Map.of("send", Rank.VIP), stage.ranks()),
          () -> assertEquals(90_000, stage.keywords().windowMillis()),
          () -> assertEquals(KindSettings.DEFAULT, settings.kind("room")));
    }

    @Test
    void have_ranks_for_commands_of_extensions_from_the_environment_too() throws BadSetting {
      assertEquals(
          Map.of("set_mood", Rank.VIP),
          fromEnvironment("HUBBUB_KINDS_ROOM_RANK_SET_MOOD", "vip").kind("room").ranks());
    }

    @Test
    void the_environment_writes_hyphens_as_underscores() throws BadSetting {
      assertEquals(
          2048,
          fromEnvironment("HUBBUB_KINDS_ROOM_HISTORY_BYTES", "2KiB").kind("room").historyBytes());
    }
  }

  @Nested
  class Showing {
    @Test
    void names_value_and_origin_of_each() throws BadSetting {
      Settings settings = fromCommandLine("hubbub.port", "5000");
      assertAll(
          () ->
              assertEquals(
                  "hubbub.port = 5000  # the command line", lineOf(settings, "hubbub.port")),
          () ->
              assertEquals("hubbub.host = 127.0.0.1  # default", lineOf(settings, "hubbub.host")));
    }

    @Test
    void shows_every_setting_of_the_table() throws BadSetting {
      Settings settings = Settings.of(Map.of());
      assertAll(SettingsTable.ALL.stream().map(setting -> () -> lineOf(settings, setting.name())));
      assertAll(
          SettingsTable.OF_KIND.stream()
              .map(setting -> () -> lineOf(settings, "hubbub.kinds.room." + setting.name())));
    }

    @Test
    void masks_secrets() throws BadSetting {
      Settings settings = fromCommandLine("hubbub.secret", "correct horse battery staple, thrice");
      assertTrue(settings.lines().stream().noneMatch(line -> line.contains("horse")));
      assertTrue(lineOf(settings, "hubbub.secret").contains("***"));
    }
  }
}
