package hubbub.cluster;

import hubbub.codec.CborWriter;
import hubbub.codec.Form;
import hubbub.codec.SlotTypes;
import hubbub.codec.TopicImageCodec;
import hubbub.codec.TopicItemCodec;
import hubbub.topic.TopicImage;
import hubbub.topic.port.Feed;
import java.util.Iterator;

/// A whole topic, as it was when this was made, written in parts of about the same size. Each is
/// made when it is asked for, so that a long topic takes many turns of a loop. [CopiedTopic] reads
/// them.
///
/// A part is the version, the time of the topic, then pieces: the first part begins with the head,
/// followed by the items, and then by the frames of the log. Confined to one loop.
final class TopicParts {
  /// How many bytes a part has, or a little more. The first has the head as well.
  static final int PART_BYTES = 64 * 1024;

  /// What a piece is.
  static final int HEAD = 0;

  static final int ITEM = 1;
  static final int FRAME = 2;

  private final WholeTopic whole;
  private final SlotTypes slots;
  private final int partBytes;
  private final Iterator<TopicImage.Item> items;
  private final Iterator<Feed.Frame> log;
  private final MessageFrames ofMessages;
  private boolean isBegun;

  /// The parts of a topic whose extension has these `slots`.
  TopicParts(WholeTopic whole, SlotTypes slots, int partBytes) {
    this.whole = whole;
    this.slots = slots;
    this.partBytes = partBytes;
    this.items = whole.topic().image().items().iterator();
    this.log = whole.topic().log().iterator();
    this.ofMessages = new MessageFrames(whole.topic().image().messages().all());
  }

  /// Whether there is another part.
  boolean hasNext() {
    return !isBegun || items.hasNext() || log.hasNext();
  }

  /// The next part.
  byte[] next() {
    long at = whole.topic().at();
    CborWriter part = new CborWriter(slots).version().time(at);
    part.timesSince(at, this::fill);
    return part.toBytes();
  }

  /// Writes at least one piece.
  private void fill(CborWriter part) {
    do {
      if (!isBegun) {
        isBegun = true;
        part.number(HEAD).number(whole.term());
        part.value(whole.topic().image().head(), TopicImageCodec.IMAGE);
      } else if (items.hasNext()) {
        part.number(ITEM).value(items.next(), TopicItemCodec.ITEM);
      } else {
        Feed.Frame frame = log.next();
        part.number(FRAME).number(frame.seq()).optional(ofMessages.unlessKept(frame), Form.BYTES);
      }
    } while (part.size() < partBytes && hasNext());
  }
}
