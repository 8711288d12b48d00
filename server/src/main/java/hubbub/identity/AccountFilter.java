package hubbub.identity;

import java.util.Optional;

/// Which accounts are meant: those that are, or are not, what is given here.
public record AccountFilter(Optional<Boolean> isAdmin, Optional<Boolean> isDisabled) {
  /// Means all accounts.
  public static final AccountFilter ALL = new AccountFilter(Optional.empty(), Optional.empty());
}
