package hubbub.app;

import hubbub.session.guard.Guard;
import hubbub.session.guard.LinkLimits;
import hubbub.session.guard.Preset;
import hubbub.session.guard.Rate;
import hubbub.session.guard.SpamCounts;
import hubbub.session.guard.SpamPolicies;
import hubbub.session.guard.SpamPolicy;
import hubbub.session.guard.WordLimits;
import hubbub.session.guard.WordLists;
import hubbub.topic.extension.MessageRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What the settings say about the spam guard.
final class SpamSettings {
  private SpamSettings() {}

  /// The guard, with the rules of plugins.
  static Guard guard(Settings settings, List<MessageRule> plugins, SpamCounts counts)
      throws BadSetting {
    return settings.get(SettingsTable.SPAM_ENABLED)
        ? Guard.of(policies(settings), plugins, counts)
        : Guard.off();
  }

  /// The limits of each kind. A kind without settings of its own shares the usual ones.
  static SpamPolicies policies(Settings settings) throws BadSetting {
    Map<String, SpamPolicy> byKind = new HashMap<>();
    for (String kind : settings.kinds()) {
      if (settings.hasOfKind(kind, SpamSettingsTable.PREFIX)) {
        byKind.put(kind, policy(settings, kind));
      }
    }
    return new SpamPolicies(usual(settings), byKind);
  }

  private static SpamPolicy usual(Settings settings) {
    return preset(settings)
        .policy()
        .with(
            SettingTypes.rate(
                settings.get(SettingsTable.SPAM_RATE), settings.get(SettingsTable.SPAM_BURST)));
  }

  private static SpamPolicy policy(Settings settings, String kind) throws BadSetting {
    Optional<Preset> own = settings.ofKind(kind, SpamSettingsTable.PRESET);
    SpamPolicy base = own.map(Preset::policy).orElseGet(() -> usual(settings));
    Rate messages = base.speed().messages();
    SpamPolicy.Newcomers newcomers =
        new SpamPolicy.Newcomers(
            settings.ofKind(kind, SpamSettingsTable.FRESH).orElse(base.newcomers().fresh()),
            settings.ofKind(kind, SpamSettingsTable.PRESENCE).orElse(base.newcomers().presence()),
            settings.ofKind(kind, SpamSettingsTable.HOLD_FIRST));
    return base.with(
            new SpamPolicy.Speed(
                new Rate(
                    settings.ofKind(kind, SpamSettingsTable.RATE).orElse(messages.perSecond()),
                    settings.ofKind(kind, SpamSettingsTable.BURST).orElse(messages.burst())),
                base.speed().repeats(),
                settings.ofKind(kind, SpamSettingsTable.TOPICS).orElse(base.speed().topics()),
                base.speed().window()))
        .with(contents(settings, kind, base.with(newcomers)))
        .with(newcomers)
        .shieldingFrom(
            settings.ofKind(kind, SpamSettingsTable.SHIELD_OFFENDERS).orElse(base.offenders()))
        .exempting(settings.ofKind(kind, SpamSettingsTable.EXEMPT))
        .dry(settings.ofKind(kind, SpamSettingsTable.DRY_RUN));
  }

  private static SpamPolicy.Contents contents(Settings settings, String kind, SpamPolicy base)
      throws BadSetting {
    return new SpamPolicy.Contents(
        new LinkLimits(
            settings
                .ofKind(kind, SpamSettingsTable.LINKS)
                .orElse(base.contents().links().strangers()),
            base.newcomers().fresh(),
            settings.ofKind(kind, SpamSettingsTable.LINKS_ALLOW),
            settings.ofKind(kind, SpamSettingsTable.LINKS_DENY)),
        settings.ofKind(kind, SpamSettingsTable.MENTIONS).orElse(base.contents().mentions()),
        settings.ofKind(kind, SpamSettingsTable.CAPITALS).orElse(base.contents().shouting()),
        words(settings, kind));
  }

  private static WordLimits words(Settings settings, String kind) throws BadSetting {
    List<String> lines = new ArrayList<>();
    settings
        .ofKind(kind, SpamSettingsTable.WORDS)
        .forEach(language -> lines.addAll(WordLists.of(language)));
    Optional<Path> file = settings.ofKind(kind, SpamSettingsTable.WORDS_FILE);
    String name = SettingsTable.KINDS + kind + "." + SpamSettingsTable.WORDS_FILE.name() + ": ";
    try {
      if (file.isPresent()) {
        lines.addAll(Files.readAllLines(file.get()));
      }
      return WordLists.read(lines, settings.ofKind(kind, SpamSettingsTable.WORDS_ACTION));
    } catch (IOException e) {
      throw new BadSetting(name + file.get() + ": cannot be read: " + e.getMessage());
    } catch (IllegalArgumentException e) {
      throw new BadSetting(name + e.getMessage());
    }
  }

  private static Preset preset(Settings settings) {
    return Preset.valueOf(settings.get(SettingsTable.SPAM_PRESET).toUpperCase(Locale.ROOT));
  }

  /// The default of a setting that depends on the preset; empty for all others.
  static Optional<String> fallback(Settings settings, Setting<?> setting) {
    if (setting.equals(SettingsTable.SPAM_RATE)) {
      String rate = messages(settings).perSecond() + "/s";
      return Optional.of(rate.replace(".0/s", "/s"));
    }
    return setting.equals(SettingsTable.SPAM_BURST)
        ? Optional.of(String.valueOf(messages(settings).burst()))
        : Optional.empty();
  }

  private static Rate messages(Settings settings) {
    return preset(settings).policy().speed().messages();
  }
}
