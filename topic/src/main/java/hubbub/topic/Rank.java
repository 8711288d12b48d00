package hubbub.topic;

import java.util.Locale;
import java.util.Optional;

/// What somebody may do in a topic, lowest first. `GUEST` was given no rank in the topic, signed in
/// or not; `MEMBER` was given the lowest; `ADMIN` is server-wide and above all. Declared in order
/// of power: RFC 2811's modes and XEP-0045's affiliations on one scale.
public enum Rank {
  GUEST,
  MEMBER,
  VIP,
  MODERATOR,
  OWNER,
  ADMIN;

  private final String word = name().toLowerCase(Locale.ROOT);

  /// The rank's word on the wire: `guest`, `member` …
  public String word() {
    return word;
  }

  /// Whether this rank is equal to or higher than `other`.
  public boolean isAtLeast(Rank other) {
    return compareTo(other) >= 0;
  }

  /// Whether whoever has this rank may act on somebody who has `other`.
  boolean outranks(Rank other) {
    return this == ADMIN || compareTo(other) > 0;
  }

  /// The rank with that word; empty if there is none.
  public static Optional<Rank> of(String word) {
    for (Rank rank : values()) {
      if (rank.word.equals(word)) {
        return Optional.of(rank);
      }
    }
    return Optional.empty();
  }
}
