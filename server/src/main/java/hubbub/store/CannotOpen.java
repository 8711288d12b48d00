package hubbub.store;

/// The store cannot be opened, for a reason that the operator can mend; the message says which, in
/// one line.
public final class CannotOpen extends Exception {
  private static final long serialVersionUID = 1L;

  CannotOpen(String why, Throwable cause) {
    super(why, cause);
  }

  CannotOpen(String why) {
    super(why);
  }

  /// Whether it may pass by itself: there is no connection to the database, at least not yet.
  public boolean isForNow() {
    return Faults.sqlBehind(this).filter(Faults::isDisconnect).isPresent();
  }
}
