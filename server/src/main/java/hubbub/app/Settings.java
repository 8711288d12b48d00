package hubbub.app;

import hubbub.session.Proxies;
import hubbub.topic.KindSettings;
import hubbub.topic.Rank;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// The operator's settings. Every value has been checked to be parseable. Immutable.
public final class Settings {
  private static final String DEFAULT_KIND = "room";
  private static final String NOBODY = "off";

  /// A value's text, and its source.
  record Given(String text, String origin) {}

  private final Map<String, Given> given;
  private final Optional<Source> source;

  private Settings(Map<String, Given> given, Optional<Source> source) {
    this.given = Map.copyOf(given);
    this.source = source;
  }

  /// Where settings come from, to be read once more.
  @FunctionalInterface
  interface Source {
    Settings read() throws BadSetting;
  }

  /// Settings with these values by name; all others have their defaults.
  ///
  /// @throws BadSetting for an unknown name or an invalid value
  public static Settings of(Map<String, String> values) throws BadSetting {
    Map<String, Given> given = new HashMap<>();
    values.forEach((name, text) -> given.put(name, new Given(text, "the program")));
    return checked(given);
  }

  static Settings checked(Map<String, Given> given) throws BadSetting {
    Settings settings = new Settings(given, Optional.empty());
    for (Map.Entry<String, Given> entry : new TreeMap<>(given).entrySet()) {
      SettingNames.settingOf(entry.getKey())
          .read(entry.getKey(), entry.getValue().text(), entry.getValue().origin());
    }
    settings.checkSignUp();
    return settings;
  }

  /// Where everybody needs an issuer's token, nobody makes an account.
  private void checkSignUp() throws BadSetting {
    String signUp = get(SettingsTable.ACCOUNTS_SIGN_UP);
    if (get(SettingsTable.TOKENS_REQUIRED) && !signUp.equals(NOBODY)) {
      throw new BadSetting(
          "%s: %s: %s (expected: %s, since %s is true)"
              .formatted(
                  origin(SettingsTable.ACCOUNTS_SIGN_UP.name()),
                  SettingsTable.ACCOUNTS_SIGN_UP.name(),
                  signUp,
                  NOBODY,
                  SettingsTable.TOKENS_REQUIRED.name()));
    }
  }

  /// A copy of these settings in which `those` have their defaults.
  Settings without(List<Setting<?>> those) {
    Map<String, Given> rest = new HashMap<>(given);
    those.forEach(setting -> rest.remove(setting.name()));
    return new Settings(rest, source);
  }

  /// These settings, which come from `source`.
  Settings from(Source source) {
    return new Settings(given, Optional.of(source));
  }

  /// The settings as their sources have them now; these, if they came from a program.
  Settings again() throws BadSetting {
    return source.isPresent() ? source.get().read() : this;
  }

  <T> T get(Setting<T> setting) {
    return get(setting.name(), setting);
  }

  private <T> T get(String name, Setting<T> setting) {
    Given value = given.get(name);
    return setting.parse().apply(value == null ? fallback(setting) : value.text().strip());
  }

  private String fallback(Setting<?> setting) {
    return SpamSettings.fallback(this, setting).orElseGet(() -> fallbackByUsers(setting));
  }

  /// The default. Where a site knows who its users are, nobody becomes a moderator by coming first;
  /// where not everybody is let in, nobody makes an account to get in.
  private String fallbackByUsers(Setting<?> setting) {
    if (isFallbackByIssuers(setting)) {
      return setting.equals(SettingsTable.FOUNDER_RANK) ? Rank.GUEST.word() : NOBODY;
    }
    return setting.equals(SettingsTable.ACCOUNTS_SIGN_UP) && !hasGuests()
        ? NOBODY
        : setting.fallback();
  }

  private boolean isFallbackByIssuers(Setting<?> setting) {
    return (setting.equals(SettingsTable.FOUNDER_RANK)
            || setting.equals(SettingsTable.ACCOUNTS_SIGN_UP))
        && !issuers().isEmpty();
  }

  /// Whether people may join without an account, or a token.
  boolean hasGuests() {
    return get(SettingsTable.GUESTS) && !get(SettingsTable.TOKENS_REQUIRED);
  }

  /// How clients' addresses are found, and which of them count as one.
  Proxies proxies() {
    return new Proxies(
        get(SettingsTable.PROXIES), get(SettingsTable.PREFIX_V4), get(SettingsTable.PREFIX_V6));
  }

  /// The source of the value with that name.
  String origin(String name) {
    Given value = given.get(name);
    if (value != null) {
      return value.origin();
    }
    boolean isByPreset =
        given.containsKey(SettingsTable.SPAM_PRESET.name())
            && SettingNames.find(name)
                .flatMap(setting -> SpamSettings.fallback(this, setting))
                .isPresent();
    if (isByPreset) {
      return "default of " + SettingsTable.SPAM_PRESET.name();
    }
    return SettingNames.find(name).filter(this::isFallbackByIssuers).isPresent()
        ? "default with an issuer of tokens"
        : "default";
  }

  /// The text of the value with that name.
  String text(String name, Setting<?> setting) {
    Given value = given.get(name);
    return value == null ? fallback(setting) : value.text().strip();
  }

  /// The names of the issuers of tokens, other than the server itself.
  Set<String> issuers() {
    Set<String> issuers = new TreeSet<>();
    given.keySet().stream()
        .filter(SettingNames::isOfIssuer)
        .forEach(name -> issuers.add(SettingNames.issuerOf(name)));
    return issuers;
  }

  <T> T ofIssuer(String issuer, Setting<T> setting) {
    return get(SettingsTable.TOKENS + issuer + "." + setting.name(), setting);
  }

  /// The kinds of topics that are served: `room`, and every kind that a setting names.
  Set<String> kinds() {
    Set<String> kinds = new TreeSet<>(List.of(DEFAULT_KIND));
    given.keySet().stream()
        .filter(name -> name.startsWith(SettingsTable.KINDS))
        .forEach(name -> kinds.add(SettingNames.kindOf(name)));
    return kinds;
  }

  KindSettings kind(String kind) {
    return new KindSettings(
        ofKind(kind, SettingsTable.HISTORY),
        ofKind(kind, SettingsTable.HISTORY_BYTES),
        ofKind(kind, SettingsTable.HISTORY_WHEN_EMPTY).toMillis(),
        ofKind(kind, SettingsTable.LINGER).toMillis(),
        ofKind(kind, SettingsTable.LISTED),
        KindSettings.Found.valueOf(ofKind(kind, SettingsTable.FOUND).toUpperCase(Locale.ROOT)),
        ofKind(kind, SettingsTable.FOUNDER_RANK),
        ofKind(kind, SettingsTable.SUCCESSION).equals("oldest"),
        new KindSettings.Keywords(
            ofKind(kind, SettingsTable.KEYWORDS_MAX),
            ofKind(kind, SettingsTable.KEYWORDS_TTL).toMillis(),
            ofKind(kind, SettingsTable.KEYWORDS_PEOPLE),
            ofKind(kind, SettingsTable.KEYWORDS_WINDOW).toMillis(),
            ofKind(kind, SettingsTable.KEYWORDS_LANGUAGE)),
        ofKind(kind, SettingsTable.PRESENCE_LIMIT),
        ofKind(kind, SettingsTable.MAX_MEMBERS),
        ofKind(kind, SettingsTable.MAX_BODY),
        get(SettingsTable.SPAM_ENABLED) ? ofKind(kind, SpamSettingsTable.SHIELD_JOINS) : 0,
        ranks(kind));
  }

  /// The value of a kind's setting.
  <T> T ofKind(String kind, Setting<T> setting) {
    return get(SettingsTable.KINDS + kind + "." + setting.name(), setting);
  }

  /// Whether a setting of that kind is given whose name begins with `prefix`.
  boolean hasOfKind(String kind, String prefix) {
    String all = SettingsTable.KINDS + kind + "." + prefix;
    return given.keySet().stream().anyMatch(name -> name.startsWith(all));
  }

  /// What is set for topics of that kind, a line each, in a fixed order. The spam guard's limits
  /// are not among them.
  List<String> topicLines(String kind) {
    String prefix = SettingsTable.KINDS + kind + ".";
    List<String> lines = new ArrayList<>();
    SettingsTable.OF_TOPICS.forEach(
        it -> lines.add(it.name() + "=" + text(prefix + it.name(), it)));
    new TreeMap<>(ranks(kind)).forEach((word, rank) -> lines.add(word + "=" + rank.word()));
    return lines;
  }

  private Map<String, Rank> ranks(String kind) {
    Map<String, Rank> ranks = new HashMap<>();
    String prefix = SettingsTable.KINDS + kind + "." + SettingsTable.RANK;
    for (String name : given.keySet()) {
      if (name.startsWith(prefix)) {
        ranks.put(name.substring(prefix.length()), get(name, SettingsTable.RANK_OF_COMMAND));
      }
    }
    return ranks;
  }

  /// One line for each setting: its value and its source. Secrets are masked.
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    shown()
        .forEach((name, setting) -> {
          String value = setting.shown(text(name, setting));
          lines.add(name + " = " + value + "  # " + origin(name));
        });
    return lines;
  }

  private SortedMap<String, Setting<?>> shown() {
    SortedMap<String, Setting<?>> all = new TreeMap<>();
    SettingsTable.ALL.forEach(setting -> all.put(setting.name(), setting));
    for (String issuer : issuers()) {
      String prefix = SettingsTable.TOKENS + issuer + ".";
      SettingsTable.OF_ISSUER.forEach(setting -> all.put(prefix + setting.name(), setting));
    }
    for (String kind : kinds()) {
      String prefix = SettingsTable.KINDS + kind + ".";
      SettingsTable.OF_KIND.forEach(setting -> all.put(prefix + setting.name(), setting));
      ranks(kind)
          .keySet()
          .forEach(
              word -> all.put(prefix + SettingsTable.RANK + word, SettingsTable.RANK_OF_COMMAND));
    }
    return all;
  }
}
