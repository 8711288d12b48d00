package hubbub.app;

/// Something that keeps the server from starting and that the operator can fix. The message says
/// what, in one line.
public final class BadSetting extends Exception {
  private static final long serialVersionUID = 1L;

  BadSetting(String line) {
    super(line);
  }
}
