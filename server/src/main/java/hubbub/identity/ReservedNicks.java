package hubbub.identity;

import hubbub.topic.Nick;
import java.util.Optional;
import java.util.function.Predicate;

/// The nicks that only one account may have: those that look like its name. Guests and other
/// accounts may not; users of sites may, since their site says who they are. Any thread; never
/// blocks.
///
/// @param isName whether an account has that name key
public record ReservedNicks(Predicate<String> isName) {
  /// No nick is reserved.
  public static final ReservedNicks NONE = new ReservedNicks(_ -> false);

  /// Whether `nick` is reserved for somebody else than `who`.
  public boolean areClosedTo(Identity who, Nick nick) {
    return switch (who) {
      case Identity.Guest _ -> isName.test(nick.skeleton());
      case Identity.SiteUser user when user.hasAccountHere() ->
          isName.test(nick.skeleton())
              && !user.nick().map(Nick::skeleton).equals(Optional.of(nick.skeleton()));
      case Identity.SiteUser _ -> false;
    };
  }
}
