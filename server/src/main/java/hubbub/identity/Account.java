package hubbub.identity;

import hubbub.topic.MemberId;

/// Somebody's account on this server. `id` is `a` and 21 random characters, and never used again.
/// `nameKey` is the skeleton of the name: accounts with equal ones would look the same.
///
/// @param password a hash of [Passwords]
/// @param createdAt milliseconds since 1970 UTC
/// @param isDisabled whether it may not sign in
/// @param isAdmin whether its rank is [hubbub.topic.Rank#ADMIN] in all topics
public record Account(
    MemberId id,
    String name,
    String nameKey,
    String password,
    long createdAt,
    boolean isDisabled,
    boolean isAdmin) {
  /// This account with another hash.
  Account withPassword(String hash) {
    return new Account(id, name, nameKey, hash, createdAt, isDisabled, isAdmin);
  }

  /// Shows no hash.
  @Override
  public String toString() {
    return "account " + id;
  }
}
