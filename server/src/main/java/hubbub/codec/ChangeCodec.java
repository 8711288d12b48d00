package hubbub.codec;

import static hubbub.codec.CommonForms.CAUSE;
import static hubbub.codec.EventCodec.EVENT;

import hubbub.topic.Change;
import hubbub.topic.Event;
import java.util.Optional;

/// The form of [Change]s. All times in a change are differences to its own, so they are small, and
/// a reader moves all of them by moving one. Its frame is written only if its event is told.
///
/// Which reign decided it is not part of it; who sends changes says that once for many.
public final class ChangeCodec {
  /// The form.
  public static final Form<Change> CHANGE =
      Form.record("change", ChangeCodec::fields, ChangeCodec::fields);

  private static final byte[] NO_FRAME = {};

  private ChangeCodec() {}

  /// Writes a change.
  public static void write(CborWriter out, Change change) {
    CHANGE.write(out, change);
  }

  /// Reads a change.
  public static Change read(CborReader in) throws Unreadable {
    return CHANGE.read(in);
  }

  private static void fields(CborWriter out, Change change) {
    out.number(change.rev())
        .number(change.seq())
        .time(change.at())
        .optional(Optional.ofNullable(change.cause()), CAUSE)
        .timesSince(change.at(), since -> since.value(change.event(), EVENT));
    if (change.isTold()) {
      out.bytes(change.frame());
    }
  }

  private static Change fields(CborReader in) throws Unreadable {
    long rev = in.number();
    long seq = in.number();
    long at = in.time();
    Change.Cause cause = in.optional(CAUSE).orElse(null);
    Event event = in.timesSince(at, EVENT::read);
    byte[] frame = event instanceof Event.Told ? in.bytes() : NO_FRAME;
    return new Change(rev, seq, at, cause, event, frame);
  }
}
