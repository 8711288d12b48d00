package hubbub.app;

import hubbub.topic.CommandName;
import hubbub.topic.KindSettings;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Generates the sample file of settings that comes with a release, `hubbub.yaml`, from the
/// [SettingsTable]. Each setting has its default and is commented out, so the file changes nothing
/// until somebody edits it.
final class SettingsFile {
  private static final int WIDTH = 100;
  private static final String KIND = SettingsTable.KINDS + "room.";

  private static final String HEAD =
      """
      # Settings of Hubbub, with their defaults. To change one, remove the # before "hubbub" and
      # edit the value; then restart Hubbub. Put quotes around a value that begins with an asterisk.
      # `hubbub config --config FILE` checks the file and shows each setting and its value;
      # docs/settings.md says more.
      """;

  private static final String KINDS =
      """

      # Settings of a kind of topic. The kind is the part of a topic's name before the first colon:
      # copy these lines with another word for "room" to serve topics of another kind, too.
      """;

  private static final String RANKS =
      """

      # The lowest rank that may use a command: guest, member, vip, moderator or owner.
      """;

  private SettingsFile() {}

  /// The whole file, as YAML.
  static String yaml() {
    return HEAD
        + SettingsTable.ALL.stream()
            .map(setting -> entry("", setting))
            .collect(Collectors.joining())
        + KINDS
        + SettingsTable.OF_KIND.stream()
            .map(setting -> entry(KIND, setting))
            .collect(Collectors.joining())
        + RANKS
        + ranks();
  }

  private static String entry(String prefix, Setting<?> setting) {
    return "\n"
        + comment(setting.about())
        + comment("Expected: " + setting.expected() + ".")
        + line(prefix + setting.name(), setting.fallback());
  }

  private static String line(String name, String value) {
    return "#" + name + ": " + (value.isEmpty() ? "\"\"" : value) + "\n";
  }

  private static String comment(String text) {
    StringBuilder lines = new StringBuilder("#");
    int column = 1;
    for (String word : text.split(" ", -1)) {
      if (column + 1 + word.length() > WIDTH) {
        lines.append("\n#");
        column = 1;
      }
      lines.append(' ').append(word);
      column += 1 + word.length();
    }
    return lines.append('\n').toString();
  }

  private static String ranks() {
    KindSettings defaults = defaults();
    return Stream.of(CommandName.values())
        .map(command ->
            line(KIND + SettingsTable.RANK + command.word(), command.leastRank(defaults).word()))
        .collect(Collectors.joining());
  }

  private static KindSettings defaults() {
    try {
      return Settings.of(Map.of()).kind("room");
    } catch (BadSetting e) {
      throw new IllegalStateException(e);
    }
  }
}
