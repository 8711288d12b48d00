package hubbub.store;

import hubbub.topic.AddressPrefix;
import hubbub.topic.MemberId;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/// A ban from the whole server.
///
/// @param untilAt when it ends, milliseconds since 1970 UTC; empty: never
/// @param at when it was imposed, milliseconds since 1970 UTC
/// @param by who imposed it
/// @param text their explanation
public record ServerBan(
    Whom whom, OptionalLong untilAt, long at, String by, Optional<String> text) {

  /// Whom it is about.
  public sealed interface Whom {
    /// An account, a site's user, or a guest.
    record Member(MemberId id) implements Whom {}

    /// Everybody who connects from a block of addresses.
    record Block(AddressPrefix prefix) implements Whom {}

    /// An id, or a block such as `192.0.2.0/24`.
    default String text() {
      return switch (this) {
        case Member(var id) -> id.value();
        case Block(var prefix) -> prefix.toString();
      };
    }

    /// The block of addresses that `text` names; empty if it names none.
    static Optional<AddressPrefix> addresses(String text) {
      try {
        return Optional.of(AddressPrefix.parse(text));
      } catch (IllegalArgumentException _) {
        return Optional.empty();
      }
    }
  }

  /// Addresses change hands.
  private static final long ADDRESSES_MILLIS = Duration.ofDays(1).toMillis();

  /// When a ban ends that begins at `at`. Without a life, that of a member never does, and that of
  /// addresses after a day.
  public static OptionalLong end(Whom whom, OptionalLong lifeMillis, long at) {
    if (lifeMillis.isEmpty() && whom instanceof Whom.Member) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(at + lifeMillis.orElse(ADDRESSES_MILLIS));
  }

  boolean isActiveAt(long now) {
    return untilAt.isEmpty() || now < untilAt.getAsLong();
  }
}
