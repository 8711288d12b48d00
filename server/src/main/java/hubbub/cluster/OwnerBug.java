package hubbub.cluster;

/// A bug in an owner. `isStateBad` means that a change was being applied, so the state may be half
/// changed.
final class OwnerBug extends Exception {
  private static final long serialVersionUID = 1;

  private final boolean isStateBad;
  private final Throwable bug;

  OwnerBug(boolean isStateBad, Throwable bug) {
    super(bug);
    this.bug = bug;
    this.isStateBad = isStateBad;
  }

  Throwable bug() {
    return bug;
  }

  boolean isStateBad() {
    return isStateBad;
  }
}
