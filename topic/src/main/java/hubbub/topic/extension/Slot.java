package hubbub.topic.extension;

import java.util.OptionalLong;

/// The name and type of a value that an extension keeps in a topic or with a membership (an
/// *assign*). Values are sent to replicas and handed from owner to owner, so they must be
/// immutable.
///
/// @param ttlMillis how long a value lives after being put or touched; empty: as long as the topic
///   or the membership
/// @param inPresence whether, as an assign, it is shown in its membership's presence
public record Slot<T>(String name, Class<T> type, OptionalLong ttlMillis, boolean inPresence) {
  public Slot {
    if (ttlMillis.isPresent() && ttlMillis.getAsLong() < 1) {
      throw new IllegalArgumentException("ttl: " + ttlMillis.getAsLong() + " (expected: >= 1)");
    }
  }

  /// A slot whose values do not expire.
  public static <T> Slot<T> lasting(String name, Class<T> type) {
    return new Slot<>(name, type, OptionalLong.empty(), false);
  }

  /// A slot whose values live for `ttlMillis`.
  public static <T> Slot<T> expiring(String name, Class<T> type, long ttlMillis) {
    return new Slot<>(name, type, OptionalLong.of(ttlMillis), false);
  }

  /// This slot, shown in presence.
  public Slot<T> shown() {
    return new Slot<>(name, type, ttlMillis, true);
  }

  /// A value for this slot, with the slot's own TTL.
  public Filled<T> with(T value) {
    return new Filled<>(this, value, ttlMillis);
  }

  /// A value for a slot, with its TTL.
  public record Filled<T>(Slot<T> slot, T value, OptionalLong ttlMillis) {}
}
