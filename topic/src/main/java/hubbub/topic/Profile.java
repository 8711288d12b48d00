package hubbub.topic;

import java.util.List;
import java.util.Optional;

/// What somebody's token says of them, apart from nick and rank. Immutable.
///
/// @param account what their site calls them, or the name of their account here; for moderators
/// @param badges short words that others see next to the nick
public record Profile(Optional<String> account, List<String> badges) {
  /// Of somebody without a token.
  public static final Profile NONE = new Profile(Optional.empty(), List.of());

  public Profile {
    badges = List.copyOf(badges);
  }
}
