package hubbub.identity;

import hubbub.topic.MemberId;
import java.util.Optional;
import java.util.regex.Pattern;

/// The ids that this server mints: of guests, of accounts, and of sites' users. Wherever people are
/// named, what looks like an id is one, so that nobody can take somebody else's place by a name.
public final class MintedIds {
  private static final Pattern ID = Pattern.compile("g[\\w-]{16}|a[\\w-]{21}|t[\\w-]{22}");

  private MintedIds() {}

  /// The id that `text` looks like, whether it was minted or not.
  public static Optional<MemberId> parse(String text) {
    return ID.matcher(text).matches() ? Optional.of(new MemberId(text)) : Optional.empty();
  }
}
