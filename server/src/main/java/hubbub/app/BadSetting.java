package hubbub.app;

/// Something that keeps the server from starting and that the operator can fix. The message says
/// what, in one line.
public final class BadSetting extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean isForNow;

  BadSetting(String line) {
    this(line, false);
  }

  private BadSetting(String line, boolean isForNow) {
    super(line);
    this.isForNow = isForNow;
  }

  /// Something that may pass by itself.
  static BadSetting forNow(String line) {
    return new BadSetting(line, true);
  }

  /// Whether it may pass by itself, so that the same may work a moment later.
  boolean isForNow() {
    return isForNow;
  }
}
