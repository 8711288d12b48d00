package hubbub.identity;

/// What was asked cannot be done now: the store cannot be asked, or too many passwords wait to be
/// hashed.
public final class UnavailableNow extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnavailableNow(Throwable why) {
    super(why);
  }
}
