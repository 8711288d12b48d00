package hubbub.app;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Generates the page `docs/settings.md` from the [SettingsTable].
final class SettingsPage {
  private static final String HEAD =
      """
      # Settings

      Made from the table in `SettingsTable.java`; a test keeps it so.

      The same names everywhere, the later before the earlier:

      1. the default,
      2. a YAML file: `./hubbub serve --config hubbub.yml`, keys nested or dotted,
      3. the environment: `HUBBUB_SPAM_ENABLED=false`; dots and hyphens become underscores,
      4. the command line: `--hubbub.spam.enabled=false`; `--port`, `--host` and `--data` are short for three of them,
      5. in Java: `Hubbub.start(Settings.of(Map.of("hubbub.port", "0")))`.

      An unknown name, or a value of the wrong type, wherever it stands: the server does not start, says so in one line and
      exits with 2. `./hubbub config` shows each setting, its value, and where that came from.

      """;

  private static final String MEMORY =
      """

      ## Memory

      How much memory Java may use is decided before it starts, so it is no setting of these, but an option of Java:
      `JAVA_OPTS=-Xmx2g ./hubbub serve`. By default the heap has at most a quarter of the machine's or container's memory,
      and usually far less: see [Memory under load](performance.md#memory-under-load).
      """;

  private SettingsPage() {}

  /// The whole page, as Markdown.
  static String markdown() {
    return HEAD
        + table(SettingsTable.ALL.stream())
        + "\n## Of each kind of topic\n\n"
        + "Before each name stands `hubbub.kinds.<kind>.`, with the kind that stands before the"
        + " first colon of a topic's name.\nA kind is served once one of its settings is named;"
        + " `room` always is. A topic of no kind that is served is `unmatched topic`.\n\n"
        + table(
            Stream.concat(SettingsTable.OF_KIND.stream(), Stream.of(SettingsTable.RANK_OF_COMMAND)))
        + "\nCommands: "
        + SettingsTable.COMMANDS.stream()
            .map(word -> "`" + word + "`")
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
