package hubbub.fanout;

import hubbub.topic.Change;
import hubbub.topic.Event;
import org.jspecify.annotations.Nullable;

/// One frame in its place. `seq` is that of the told event, or of the last one before a frame that
/// is none (`isTold`). `except` is the membership that does not get it, 0 for nobody. `deflated` is
/// the frame's second form, once somebody needed it and if it is the shorter one.
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
