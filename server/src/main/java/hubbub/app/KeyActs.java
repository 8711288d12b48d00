package hubbub.app;

import hubbub.app.AdminRequest.Answer;
import hubbub.app.AdminRequest.Wrong;
import hubbub.identity.ApiKey;
import hubbub.identity.ApiSecret;
import hubbub.identity.KeyScope;
import hubbub.identity.TopicPattern;
import hubbub.store.ApiKeys;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/// Carries out `./hubbub key`: makes, lists, rotates and revokes the API keys of other programs.
/// Blocks.
final class KeyActs {
  /// The command's name.
  static final String KEY = "key";

  static final String SCOPES = "--scopes";
  static final String KEEP = "--keep";

  private static final Duration KEPT = Duration.ofDays(1);

  private final ApiKeys keys;

  KeyActs(ApiKeys keys) {
    this.keys = keys;
  }

  /// Carries out the request, whose first word is `key`.
  ///
  /// @throws Wrong if it cannot be
  Answer run(AdminRequest request) throws Wrong {
    String asked =
        request
            .word(1)
            .orElseThrow(() ->
                new Wrong(
                    "key: which? (expected: key NAME --scopes publish,moderate, key list, key"
                        + " rotate NAME or key revoke NAME)"));
    return switch (asked) {
      case "list" ->
          AdminActs.await(
              keys.all(), all -> new Answer(true, all.stream().map(KeyActs::line).toList()));
      case "rotate" -> rotate(request);
      case "revoke" -> {
        String name = name(request);
        yield AdminActs.await(
            keys.revoke(name, AdminActs.BY),
            was -> was ? Answer.ok(name + " is revoked") : Answer.refused(unknown(name)));
      }
      default -> create(asked, request);
    };
  }

  private Answer create(String name, AdminRequest request) throws Wrong {
    ApiKey key = new ApiKey(name, scopes(request), topics(request));
    if (key.scopes().contains(KeyScope.ACCOUNTS) && !key.coversAll()) {
      throw new Wrong(
          AdminActs.TOPIC + ": a key with the scope accounts cannot be for some topics only");
    }
    return AdminActs.await(
        keys.create(key, AdminActs.BY),
        secret ->
            secret
                .map(KeyActs::shown)
                .orElseGet(() ->
                    Answer.refused(
                        name
                            + ": there is such a key (expected: a new name, or key rotate "
                            + name
                            + "), or there are too many keys")));
  }

  private Answer rotate(AdminRequest request) throws Wrong {
    String name = name(request);
    Duration kept = request.duration(KEEP).orElse(KEPT);
    return AdminActs.await(
        keys.rotate(name, kept, AdminActs.BY),
        secret ->
            secret
                .map(KeyActs::shown)
                .orElseGet(() ->
                    Answer.refused(
                        unknown(name)
                            + ", or there are too many keys to make another secret; nothing has"
                            + " changed")));
  }

  /// The secret alone, so that scripts can take it.
  private static Answer shown(ApiSecret secret) {
    return Answer.ok(secret.text());
  }

  private static String unknown(String name) {
    return name + ": there is no such key";
  }

  private static String name(AdminRequest request) throws Wrong {
    return request.word(2).orElseThrow(() -> new Wrong("key: which? (expected: a name)"));
  }

  private static Set<KeyScope> scopes(AdminRequest request) throws Wrong {
    Set<KeyScope> scopes = new LinkedHashSet<>();
    for (String word : request.option(SCOPES).orElse("").split(",", -1)) {
      scopes.add(
          KeyScope.of(word)
              .orElseThrow(() ->
                  new Wrong(
                      SCOPES
                          + ": "
                          + word
                          + " (expected: any of "
                          + Arrays.stream(KeyScope.values())
                              .map(KeyScope::word)
                              .collect(Collectors.joining(", "))
                          + ")")));
    }
    return scopes;
  }

  private static List<TopicPattern> topics(AdminRequest request) throws Wrong {
    try {
      return SettingTypes.topics(AdminActs.TOPIC, "*", "")
          .read(AdminActs.TOPIC, request.option(AdminActs.TOPIC).orElse("*"), "the command");
    } catch (BadSetting e) {
      throw new Wrong(String.valueOf(e.getMessage()));
    }
  }

  private static String line(ApiKeys.Entry entry) {
    return entry.key().name()
        + " ("
        + entry.id()
        + "): "
        + entry.key().scopes().stream()
            .map(KeyScope::word)
            .sorted()
            .collect(Collectors.joining(","))
        + " in "
        + entry.key().topics().stream().map(TopicPattern::text).collect(Collectors.joining(","))
        + ", made "
        + Instant.ofEpochMilli(entry.createdAt())
        + at(", last used ", entry.usedAt()).orElse(", not used yet")
        + at(", ends ", entry.endsAt()).orElse("");
  }

  private static Optional<String> at(String what, OptionalLong millis) {
    return millis.isPresent()
        ? Optional.of(what + Instant.ofEpochMilli(millis.getAsLong()))
        : Optional.empty();
  }
}
