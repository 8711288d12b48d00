package hubbub.fanout;

import hubbub.topic.Change;
import hubbub.topic.Event;
import org.jspecify.annotations.Nullable;

/// A frame at its place in the log. `seq` is the seq of the told event, or of the last one before
/// it if the frame is not a told event (`isTold`). `except` is the membership that must not get the
/// frame, 0 if all get it. `deflated` is the compressed frame: null until a reader needs it, and
/// where it would not be shorter.
record Entry(
    long pos,
    long seq,
    boolean isTold,
    byte[] frame,
    byte @Nullable [] deflated,
    long except,
    long addedNanos) {

  Entry(long pos, long seq, boolean isTold, byte[] frame, long except, long addedNanos) {
    this(pos, seq, isTold, frame, null, except, addedNanos);
  }

  static Entry told(long pos, Change change, long nowNanos) {
    long except =
        change.event() instanceof Event.Custom custom && custom.except().isPresent()
            ? custom.except().get().value()
            : 0;
    return new Entry(pos, change.seq(), true, change.frame(), except, nowNanos);
  }

  Entry withFrame(byte[] other) {
    return new Entry(pos, seq, isTold, other, except, addedNanos);
  }

  Entry withDeflated(byte[] form) {
    return new Entry(pos, seq, isTold, frame, form, except, addedNanos);
  }

  int deflatedBytes() {
    return deflated == null ? 0 : deflated.length;
  }
}
