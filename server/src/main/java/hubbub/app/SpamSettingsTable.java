package hubbub.app;

import hubbub.session.guard.LinkLimits;
import hubbub.session.guard.Preset;
import hubbub.session.guard.SpamPolicy;
import hubbub.session.guard.WordLimits;
import hubbub.session.guard.WordLists;
import hubbub.topic.Rank;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The settings of the spam guard for a kind of topic, without their prefix `hubbub.kinds.<kind>.`.
/// Unset settings take the preset's value.
final class SpamSettingsTable {
  /// What the names of all of them begin with.
  static final String PREFIX = "spam.";

  private static final Pattern RULE = Pattern.compile("[a-z_]{1,32}");
  private static final Pattern DOMAIN = Pattern.compile("[\\p{L}\\p{M}\\p{N}.-]{1,253}");

  static final Setting<Optional<Preset>> PRESET =
      ofPreset(
          word(
              "spam.preset",
              Preset.values(),
              "How much the spam guard lets pass in topics of this kind. If it is not set: as"
                  + " `hubbub.spam.preset` says. What is set below wins over it: see"
                  + " [spam.md](spam.md#settings)."));
  static final Setting<Optional<Double>> RATE =
      ofPreset(
          SettingTypes.rate(
              "spam.rate",
              "1/s",
              "Messages per id, on average, in all topics of this kind together; an address may"
                  + " send ten times as many."));
  static final Setting<Optional<Integer>> BURST =
      ofPreset(SettingTypes.whole("spam.burst", "6", 1, 100_000, "Messages per id in one burst."));
  static final Setting<Optional<Duration>> FRESH =
      ofPreset(
          SettingTypes.duration(
              "spam.fresh",
              "5m",
              "How long guests, and accounts that people signed up for here, are new to the server:"
                  + " what is said of new guests holds for them."));
  static final Setting<Optional<Duration>> PRESENCE =
      ofPreset(
          SettingTypes.duration(
              "spam.newcomer.presence",
              "0s",
              "How long a guest must have been in a topic before speaking there."));
  static final Setting<Boolean> HOLD_FIRST =
      SettingTypes.flag(
          "spam.newcomer.hold",
          "false",
          "Whether what a guest says in a topic waits for a moderator, until a message was accepted.");
  static final Setting<Optional<LinkLimits.Who>> LINKS =
      ofPreset(
          word(
              "spam.links",
              LinkLimits.Who.values(),
              "Who may post links: `known` means everybody but new guests."));
  static final Setting<Set<String>> LINKS_ALLOW =
      names(
          "spam.links.allow",
          "",
          DOMAIN,
          "Domains to which everybody may link, like example.org; and nobody to what looks like"
              + " them.");
  static final Setting<Set<String>> LINKS_DENY =
      names("spam.links.deny", "", DOMAIN, "Domains to which nobody may link.");
  static final Setting<Optional<Integer>> MENTIONS =
      ofPreset(
          SettingTypes.whole(
              "spam.mentions", "5", 0, 1000, "How many people one message may mention."));
  static final Setting<Optional<SpamPolicy.Shouting>> CAPITALS =
      ofPreset(
          word(
              "spam.capitals",
              SpamPolicy.Shouting.values(),
              "What happens to long text in capitals; `counted`: it passes, but whoever goes on"
                  + " shouting is warned."));
  static final Setting<Optional<Integer>> TOPICS =
      ofPreset(
          SettingTypes.whole(
              "spam.topics", "6", 1, 16, "In how many topics one person may speak within 30 s."));
  static final Setting<Set<String>> WORDS =
      new Setting<>(
          "spam.words",
          "none",
          "none, or some of " + String.join(", ", WordLists.LANGUAGES) + " with commas",
          text -> text.equals("none") ? Set.of() : languages(text),
          "Lists of rude words that come with Hubbub.");
  static final Setting<Optional<Path>> WORDS_FILE =
      SettingTypes.file(
          "spam.words.file",
          "Words of your own, one a line, in UTF-8: `word`, `begins*`, `*ends`, `*contains*`; after"
              + " a `+`, a word that is allowed; between slashes, a regular expression of RE2.");
  static final Setting<WordLimits.Action> WORDS_ACTION =
      word(
          "spam.words.action",
          WordLimits.Action.values(),
          "What happens to messages with such words; `mask`: asterisks cover them; `hold`: a"
              + " moderator has to approve them; `mute`: their author may not speak for 5 minutes.");
  static final Setting<Integer> SHIELD_JOINS =
      SettingTypes.whole(
          "spam.shield.joins",
          "60",
          0,
          100_000,
          "The shield goes up when so many guests whom the topic does not know join within 10 s; in"
              + " a big topic, when a fifth of those present do. 0: never. A change takes a"
              + " restart.");
  static final Setting<Optional<Integer>> SHIELD_OFFENDERS =
      ofPreset(
          SettingTypes.whole(
              "spam.shield.offenders",
              "20",
              0,
              1_000,
              "The shield goes up when the spam guard refuses something of so many different people"
                  + " within a minute who came less than 10 minutes ago; in a big topic, of one in 20"
                  + " of those present. 0: never."));
  static final Setting<Rank> EXEMPT =
      SettingTypes.rank(
          "spam.exempt",
          "moderator",
          "The lowest rank that the spam guard leaves alone. Only the limit on all commands, 10 a"
              + " second, applies to it.");
  static final Setting<Set<String>> DRY_RUN =
      names(
          "spam.dry-run",
          "",
          RULE,
          "Rules in dry run, such as `links,capitals`: counted, not enforced.");

  static final List<Setting<?>> ALL =
      List.of(
          PRESET,
          RATE,
          BURST,
          FRESH,
          PRESENCE,
          HOLD_FIRST,
          LINKS,
          LINKS_ALLOW,
          LINKS_DENY,
          MENTIONS,
          CAPITALS,
          TOPICS,
          WORDS,
          WORDS_FILE,
          WORDS_ACTION,
          SHIELD_JOINS,
          SHIELD_OFFENDERS,
          EXEMPT,
          DRY_RUN);

  private SpamSettingsTable() {}

  /// The same setting, which is as the preset says if it is not set.
  private static <T> Setting<Optional<T>> ofPreset(Setting<T> setting) {
    return new Setting<>(
        setting.name(),
        "",
        setting.expected(),
        text -> text.isEmpty() ? Optional.empty() : Optional.of(setting.parse().apply(text)),
        setting.about()
            + (setting.about().contains("If it is not set")
                ? ""
                : " If it is not set: as the preset says."));
  }

  private static <E extends Enum<E>> Setting<E> word(String name, E[] values, String about) {
    List<String> words = Stream.of(values).map(SpamSettingsTable::word).toList();
    Setting<String> setting = SettingTypes.oneOf(name, words, about);
    return new Setting<>(
        name,
        setting.fallback(),
        setting.expected(),
        text -> values[words.indexOf(setting.parse().apply(text))],
        about);
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static Setting<Set<String>> names(
      String name, String fallback, Pattern each, String about) {
    return new Setting<>(
        name,
        fallback,
        "names with commas between them",
        text -> {
          Set<String> names = split(text);
          if (!names.stream().allMatch(it -> each.matcher(it).matches())) {
            throw new IllegalArgumentException(text);
          }
          return names;
        },
        about);
  }

  private static Set<String> languages(String text) {
    Set<String> languages = split(text);
    if (!WordLists.LANGUAGES.containsAll(languages)) {
      throw new IllegalArgumentException(text);
    }
    return languages;
  }

  private static Set<String> split(String text) {
    return Arrays.stream(text.split(","))
        .map(String::strip)
        .filter(it -> !it.isEmpty())
        .map(it -> it.toLowerCase(Locale.ROOT))
        .collect(Collectors.toUnmodifiableSet());
  }
}
