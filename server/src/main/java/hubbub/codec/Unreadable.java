package hubbub.codec;

/// Thrown for bytes that no supported version of the form allows: cut off, damaged, or written by a
/// newer release. Its message names the record that was being read and the place in the input, but
/// nothing that people wrote.
public final class Unreadable extends Exception {
  private static final long serialVersionUID = 1L;
  private final String what;
  private final long atByte;

  Unreadable(String what, long atByte, String problem) {
    super(what + " at byte " + atByte + ": " + problem);
    this.what = what;
    this.atByte = atByte;
  }

  Unreadable(String what, long atByte, Exception cause) {
    this(what, atByte, cause.getClass().getSimpleName());
    initCause(cause);
  }

  /// The innermost record that was being read.
  public String what() {
    return what;
  }

  /// About where in the input, from 0.
  public long atByte() {
    return atByte;
  }
}
