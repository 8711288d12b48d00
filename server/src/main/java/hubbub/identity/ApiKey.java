package hubbub.identity;

import hubbub.topic.Rank;
import hubbub.topic.TopicName;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// What another program may do, and in which topics. Several secrets may stand for the same key
/// while it is being rotated.
///
/// @param name what people know the program by: 1 to 40 characters of `[a-z0-9_-]`
public record ApiKey(String name, Set<KeyScope> scopes, List<TopicPattern> topics) {
  private static final Pattern NAME = Pattern.compile("[a-z0-9_-]{1,40}");

  public ApiKey {
    if (!isName(name)) {
      throw new IllegalArgumentException(
          "name: " + name + " (expected: 1 to 40 characters of a-z, 0-9, _ and -)");
    }
    if (scopes.isEmpty() || topics.isEmpty()) {
      throw new IllegalArgumentException("a key without scopes or topics");
    }
    scopes = Set.copyOf(scopes);
    topics = List.copyOf(topics);
  }

  /// Whether a key can have that name.
  public static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  /// Whether the key has that scope.
  public boolean may(KeyScope scope) {
    return scopes.contains(scope) || scopes.contains(KeyScope.ADMIN);
  }

  /// Whether the key is good for that topic.
  public boolean covers(TopicName topic) {
    return topics.stream().anyMatch(pattern -> pattern.matches(topic));
  }

  /// Whether the key is good for all topics, and so for what is about the whole server.
  public boolean coversAll() {
    return topics.contains(TopicPattern.ALL);
  }

  /// The rank that the key's commands have, and that a bot of it shows.
  public Rank rank() {
    if (may(KeyScope.ADMIN)) {
      return Rank.ADMIN;
    }
    return may(KeyScope.MODERATE) ? Rank.MODERATOR : Rank.MEMBER;
  }
}
