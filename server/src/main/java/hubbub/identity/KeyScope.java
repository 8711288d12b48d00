package hubbub.identity;

import java.util.Arrays;
import java.util.Optional;

/// What an API key lets its holder do. [#ADMIN] includes all the others.
public enum KeyScope {
  /// Look at topics: their state, who is there, what was said.
  READ("topics:read"),
  /// Say something, as the server or as a bot.
  PUBLISH("publish"),
  /// What a moderator can do.
  MODERATE("moderate"),
  /// Look at accounts.
  ACCOUNTS("accounts"),
  /// What an admin can do, on the whole server.
  ADMIN("admin");

  private final String word;

  KeyScope(String word) {
    this.word = word;
  }

  /// The scope's word on the command line and in the store.
  public String word() {
    return word;
  }

  /// The scope with that word.
  public static Optional<KeyScope> of(String word) {
    return Arrays.stream(values()).filter(scope -> scope.word.equals(word)).findFirst();
  }
}
