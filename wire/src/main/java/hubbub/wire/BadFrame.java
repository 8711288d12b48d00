package hubbub.wire;

/// Thrown for bytes that are not a valid frame. `code` is the close code to send: 1007 for bad
/// UTF-8 or deflate, 1009 for a frame that inflates to too much, else 1011.
public final class BadFrame extends Exception {
  private static final long serialVersionUID = 1L;
  private final int code;

  BadFrame(int code, String what) {
    super(what, null, false, false);
    this.code = code;
  }

  public int code() {
    return code;
  }
}
