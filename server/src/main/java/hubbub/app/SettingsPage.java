package hubbub.app;

import hubbub.topic.CommandName;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Generates the page `docs/settings.md` from the [SettingsTable].
final class SettingsPage {
  private static final String HEAD =
      """
      # Settings

      Generated from `SettingsTable.java`; a test checks that the page is current.

      Settings have the same names in all sources. Later sources override earlier ones:

      1. the default,
      2. a YAML file: `./hubbub serve --config hubbub.yml`, with nested or dotted keys,
      3. the environment: `HUBBUB_SPAM_ENABLED=false`; dots and hyphens become underscores,
      4. the command line: `--hubbub.spam.enabled=false`; `--port`, `--host` and `--data` are short for three of them,
      5. in Java: `Hubbub.start(Settings.of(Map.of("hubbub.port", "0")))`.

      If any source has an unknown name or a value of the wrong type, the server does not start: it prints one line and
      exits with 2. `./hubbub config` shows each setting, its value, and where the value comes from.

      """;

  private static final String MEMORY =
      """

      ## Memory

      How much memory Java may use must be known before it starts, so it is an option of Java, not a setting:
      `JAVA_OPTS=-Xmx2g ./hubbub serve`. By default, the heap takes at most a quarter of the machine's or container's memory,
      and usually far less: see [Memory under load](performance.md#memory-under-load).
      """;

  private SettingsPage() {}

  /// The whole page, as Markdown.
  static String markdown() {
    return HEAD
        + table(SettingsTable.ALL.stream())
        + "\n## Settings of an issuer of tokens\n\n"
        + "Put `hubbub.tokens.<issuer>.` before each name, where `<issuer>` is a word that you"
        + " choose; it becomes part of the users' ids. See [Your site's own"
        + " users](embedding.md#your-sites-own-users).\n\n"
        + table(SettingsTable.OF_ISSUER.stream())
        + "\n## Settings of a kind of topic\n\n"
        + "Put `hubbub.kinds.<kind>.` before each name; a topic's kind is the part of its name"
        + " before the first colon.\nA kind is served if you set any of its settings, or if an"
        + " extension serves it; `room` always is. Joining a topic of any other kind is refused"
        + " with `unmatched topic`.\n\n"
        + table(
            Stream.concat(SettingsTable.OF_KIND.stream(), Stream.of(SettingsTable.RANK_OF_COMMAND)))
        + "\nCommands: "
        + Stream.of(CommandName.values())
            .map(command -> "`" + command.word() + "`")
            .collect(Collectors.joining(" "))
        + ".\n"
        + MEMORY;
  }

  private static String table(Stream<Setting<?>> settings) {
    return "| setting | default | expected | |\n| --- | --- | --- | --- |\n"
        + settings.map(SettingsPage::row).collect(Collectors.joining());
  }

  private static String row(Setting<?> setting) {
    String fallback = setting.fallback().isEmpty() ? "" : "`" + setting.fallback() + "`";
    return "| `%s` | %s | %s | %s |\n"
        .formatted(setting.name(), fallback, setting.expected(), setting.about());
  }
}
