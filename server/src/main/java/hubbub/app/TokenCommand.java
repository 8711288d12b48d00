package hubbub.app;

import hubbub.identity.LocalTokens;
import hubbub.identity.ServerKeys;
import hubbub.identity.TopicPattern;
import hubbub.topic.Rank;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// The command `token`: makes a token that the server on the same data folder accepts.
final class TokenCommand {
  /// The command's name.
  static final String NAME = "token";

  private static final Setting<String> SUBJECT =
      SettingTypes.text("--sub", "", "whom the token is for, such as ann; required");
  private static final Setting<String> NICK =
      SettingTypes.text("--name", "", "the nick; without one, the server gives one");
  private static final Setting<Rank> RANK =
      SettingTypes.rank("--rank", "guest", "the rank that the token gives; default: guest");
  private static final Setting<List<TopicPattern>> TOPIC =
      SettingTypes.topics("--topic", "*", "where: room:lobby, room:* or * (default: *)");
  private static final Setting<Duration> LIFE =
      SettingTypes.duration("--ttl", "1h", "how long the token is good; default: 1h");
  private static final List<Setting<?>> OPTIONS = List.of(SUBJECT, NICK, RANK, TOPIC, LIFE);

  private final CommandLine.ParseResult asked;

  private TokenCommand(CommandLine.ParseResult asked) {
    this.asked = asked;
  }

  /// Adds this command's own options.
  static void addTo(CommandSpec spec) {
    for (Setting<?> option : OPTIONS) {
      spec.addOption(
          OptionSpec.builder(option.name()).type(String.class).description(option.about()).build());
    }
  }

  /// The token that was asked for.
  ///
  /// @throws BadSetting if an option is missing or wrong, or the secret cannot be read
  static String token(CommandLine.ParseResult asked, Settings settings) throws BadSetting {
    LocalTokens.Request request = new TokenCommand(asked).request();
    return LocalTokens.sign(new ServerKeys(Secret.beside(settings)), request, Instant.now());
  }

  private LocalTokens.Request request() throws BadSetting {
    String subject = get(SUBJECT);
    List<TopicPattern> topics = get(TOPIC);
    if (subject.isEmpty()) {
      throw new BadSetting(SUBJECT.name() + ": is missing (expected: whom the token is for)");
    }
    if (topics.size() != 1) {
      throw new BadSetting(TOPIC.name() + ": names several (expected: one topic or kind, or *)");
    }
    return new LocalTokens.Request(
        subject,
        Optional.of(get(NICK)).filter(name -> !name.isEmpty()),
        get(RANK),
        topics.getFirst(),
        get(LIFE));
  }

  private <T> T get(Setting<T> option) throws BadSetting {
    String text = asked.matchedOptionValue(option.name(), option.fallback());
    return option.read(option.name(), text, "the command line");
  }
}
