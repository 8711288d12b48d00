package hubbub.app;

import hubbub.identity.AccountTokens;
import hubbub.identity.LocalTokens;
import hubbub.topic.CommandName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Resolves the names of settings, and suggests the nearest one for a name that is unknown.
final class SettingNames {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,31}");

  /// Names that no issuer of tokens may have.
  private static final Set<String> NO_ISSUERS =
      Set.of(LocalTokens.NAME, AccountTokens.NAME, "required");

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
    if (name.startsWith(SettingsTable.KINDS)) {
      return findOfKind(name.substring(SettingsTable.KINDS.length()));
    }
    return isOfIssuer(name)
        ? findOfIssuer(name.substring(SettingsTable.TOKENS.length()))
        : find(name, SettingsTable.ALL);
  }

  private static Optional<Setting<?>> find(String name, List<Setting<?>> all) {
    return all.stream()
        .filter(setting -> setting.name().equals(name))
        .<Setting<?>>map(setting -> setting)
        .findFirst();
  }

  /// Whether the setting with that name is one of an issuer of tokens.
  static boolean isOfIssuer(String name) {
    return name.startsWith(SettingsTable.TOKENS)
        && !name.equals(SettingsTable.TOKENS_REQUIRED.name());
  }

  private static Optional<Setting<?>> findOfIssuer(String rest) {
    String issuer = rest.substring(0, Math.max(0, rest.indexOf('.')));
    return NAME.matcher(issuer).matches() && !NO_ISSUERS.contains(issuer)
        ? find(rest.substring(issuer.length() + 1), SettingsTable.OF_ISSUER)
        : Optional.empty();
  }

  private static Optional<Setting<?>> findOfKind(String rest) {
    int dot = rest.indexOf('.');
    if (dot < 0 || !NAME.matcher(rest.substring(0, dot)).matches()) {
      return Optional.empty();
    }
    String name = rest.substring(dot + 1);
    if (COMMAND_RANK.matcher(name).matches()) {
      return Optional.of(SettingsTable.RANK_OF_COMMAND);
    }
    return find(name, SettingsTable.OF_KIND);
  }

  /// The kind in the name of a kind's setting.
  static String kindOf(String name) {
    return wordAfter(SettingsTable.KINDS, name);
  }

  /// The issuer in the name of an issuer's setting.
  static String issuerOf(String name) {
    return wordAfter(SettingsTable.TOKENS, name);
  }

  private static String wordAfter(String prefix, String name) {
    String rest = name.substring(prefix.length());
    return rest.substring(0, Math.max(0, rest.indexOf('.')));
  }

  /// The setting that an environment variable stands for. Kinds are read as lower case.
  static Optional<String> ofEnvironment(String variable) {
    return Stream.concat(
            SettingsTable.ALL.stream().map(Setting::name),
            Stream.concat(
                namesOfKind(environmentKind(variable)).stream(),
                namesOfIssuer(environmentWord(SettingsTable.TOKENS, variable, "site"))))
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
    return environmentWord(SettingsTable.KINDS, variable, "room");
  }

  /// The word after `settings` in the name of an environment variable, or `other` if it is for
  /// another setting.
  private static String environmentWord(String settings, String variable, String other) {
    String prefix = Setting.environmentName(settings);
    if (!variable.startsWith(prefix)) {
      return other;
    }
    String rest = variable.substring(prefix.length());
    int end = rest.indexOf('_');
    return rest.substring(0, Math.max(end, 0)).toLowerCase(Locale.ROOT);
  }

  private static Stream<String> namesOfIssuer(String issuer) {
    return SettingsTable.OF_ISSUER.stream()
        .map(setting -> SettingsTable.TOKENS + issuer + "." + setting.name());
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
    String issuer = isOfIssuer(name) ? issuerOf(name) : "site";
    return Stream.concat(
            SettingsTable.ALL.stream().map(Setting::name),
            Stream.concat(namesOfKind(kind).stream(), namesOfIssuer(issuer)))
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
