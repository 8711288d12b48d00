package hubbub.store;

import hubbub.topic.AddressPrefix;
import hubbub.topic.MemberId;
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

    /// As [#parse] reads it.
    default String text() {
      return switch (this) {
        case Member(var id) -> id.value();
        case Block(var prefix) -> prefix.toString();
      };
    }

    /// A block if `text` is one, such as `192.0.2.0/24`; else the member with that id.
    ///
    /// @throws IllegalArgumentException if it can be neither
    static Whom parse(String text) {
      return text.indexOf('.') >= 0 || text.indexOf(':') >= 0
          ? new Block(AddressPrefix.parse(text))
          : new Member(new MemberId(text));
    }
  }

  boolean isActiveAt(long now) {
    return untilAt.isEmpty() || now < untilAt.getAsLong();
  }
}
