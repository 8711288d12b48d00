package hubbub.app;

import hubbub.topic.CommandName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Resolves the names of settings, and suggests the nearest one for a name that is unknown.
final class SettingNames {
  private static final Pattern KIND = Pattern.compile("[a-z][a-z0-9-]{0,31}");

  /// Matches the rank of any command; [Plugins#check] refuses those of unknown commands.
  private static final Pattern COMMAND_RANK = Pattern.compile("rank\\.[^.\\s]{1,64}");

  private SettingNames() {}

  /// The setting with that name.
  ///
  /// @throws BadSetting if there is none
  static Setting<?> settingOf(String name) throws BadSetting {
    return find(name).orElseThrow(() -> unknown(name));
  }

  static BadSetting unknown(String name) {
    return new BadSetting(name + ": there is no such setting; did you mean " + nearest(name) + "?");
  }

  static Optional<Setting<?>> find(String name) {
    return name.startsWith(SettingsTable.KINDS)
        ? findOfKind(name.substring(SettingsTable.KINDS.length()))
        : SettingsTable.ALL.stream()
            .filter(setting -> setting.name().equals(name))
            .<Setting<?>>map(setting -> setting)
            .findFirst();
  }

  private static Optional<Setting<?>> findOfKind(String rest) {
    int dot = rest.indexOf('.');
    if (dot < 0 || !KIND.matcher(rest.substring(0, dot)).matches()) {
      return Optional.empty();
    }
    String name = rest.substring(dot + 1);
    if (COMMAND_RANK.matcher(name).matches()) {
      return Optional.of(SettingsTable.RANK_OF_COMMAND);
    }
    return SettingsTable.OF_KIND.stream()
        .filter(setting -> setting.name().equals(name))
        .<Setting<?>>map(setting -> setting)
        .findFirst();
  }

  /// The kind in the name of a kind's setting.
  static String kindOf(String name) {
    String rest = name.substring(SettingsTable.KINDS.length());
    return rest.substring(0, Math.max(0, rest.indexOf('.')));
  }

  /// The setting that an environment variable stands for. Kinds are read as lower case.
  static Optional<String> ofEnvironment(String variable) {
    return Stream.concat(
            SettingsTable.ALL.stream().map(Setting::name),
            namesOfKind(environmentKind(variable)).stream())
        .filter(name -> Setting.environmentName(name).equals(variable))
        .findFirst()
        .or(() -> commandRank(variable));
  }

  private static Optional<String> commandRank(String variable) {
    String rank = SettingsTable.KINDS + environmentKind(variable) + "." + SettingsTable.RANK;
    return Optional.of(Setting.environmentName(rank))
        .filter(variable::startsWith)
        .map(prefix -> rank + variable.substring(prefix.length()).toLowerCase(Locale.ROOT))
        .filter(name -> find(name).isPresent());
  }

  private static String environmentKind(String variable) {
    String prefix = Setting.environmentName(SettingsTable.KINDS);
    if (!variable.startsWith(prefix)) {
      return "room";
    }
    String rest = variable.substring(prefix.length());
    int end = rest.indexOf('_');
    return rest.substring(0, Math.max(end, 0)).toLowerCase(Locale.ROOT);
  }

  private static List<String> namesOfKind(String kind) {
    List<String> names = new ArrayList<>();
    String prefix = SettingsTable.KINDS + kind + ".";
    SettingsTable.OF_KIND.forEach(setting -> names.add(prefix + setting.name()));
    for (CommandName command : CommandName.values()) {
      names.add(prefix + SettingsTable.RANK + command.word());
    }
    return names;
  }

  /// The setting whose name is closest to `name`.
  static String nearest(String name) {
    String kind = name.startsWith(SettingsTable.KINDS) ? kindOf(name) : "room";
    return Stream.concat(SettingsTable.ALL.stream().map(Setting::name), namesOfKind(kind).stream())
        .min(Comparator.comparingInt(known -> distance(known, name)))
        .orElseThrow();
  }

  /// Levenshtein distance, kept in a single row.
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
