package hubbub.identity;

import hubbub.topic.MemberId;
import java.util.Locale;
import java.util.Optional;

/// A link that lets whoever has its code do one thing, `uses` times, before `endsAt` (milliseconds
/// since 1970 UTC). Only a hash of the code is kept.
///
/// @param account whose password it changes; empty for other kinds
public record Link(Kind kind, String codeHash, Optional<MemberId> account, int uses, long endsAt) {

  /// What a link is good for.
  public enum Kind {
    /// Making the first admin.
    SETUP,

    /// Making an account where not everybody may.
    INVITE,

    /// Another password for an account.
    RESET;

    private final String word = name().toLowerCase(Locale.ROOT);

    /// The kind's word in links, and in the store.
    public String word() {
      return word;
    }
  }

  /// Somebody's use of a link of that kind, at `now`.
  public record Use(Kind kind, String codeHash, long now) {}
}
