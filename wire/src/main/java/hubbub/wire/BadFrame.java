package hubbub.wire;

/// Thrown for bytes that are not a valid frame. `reason` is why the connection has to be closed.
public final class BadFrame extends Exception {
  private static final long serialVersionUID = 1L;
  private final CloseReason reason;

  BadFrame(CloseReason reason, String what) {
    super(what, null, false, false);
    this.reason = reason;
  }

  /// Why the connection has to be closed.
  public CloseReason reason() {
    return reason;
  }
}
