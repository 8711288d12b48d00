package hubbub.codec;

import java.io.IOException;

/// Thrown for bytes that are not in a form that this release reads: cut off, damaged, or written by
/// a newer release. The message names the record that was being read and the place in the input,
/// and has nothing that people wrote.
public final class Unreadable extends Exception {
  private static final long serialVersionUID = 1L;
  private final String what;
  private final long atByte;

  Unreadable(String what, long atByte, String problem) {
    super(what + " at byte " + atByte + ": " + problem);
    this.what = what;
    this.atByte = atByte;
  }

  /// Bytes that are no CBOR.
  Unreadable(String what, long atByte, IOException cause) {
    this(what, atByte, "damaged or cut off");
    initCause(cause);
  }

  /// A value that the constructor of its record rejects.
  Unreadable(String what, long atByte, IllegalArgumentException cause) {
    this(what, atByte, "a value out of bounds");
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
