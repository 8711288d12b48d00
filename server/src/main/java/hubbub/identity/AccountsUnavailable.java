package hubbub.identity;

/// Accounts cannot be asked now: the store cannot, or too many passwords wait to be hashed.
public final class AccountsUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  AccountsUnavailable(Throwable why) {
    super(why);
  }
}
