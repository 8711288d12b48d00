package hubbub.cluster;

import hubbub.codec.CborReader;
import hubbub.codec.Form;
import hubbub.codec.SlotTypes;
import hubbub.codec.TopicImageCodec;
import hubbub.codec.TopicItemCodec;
import hubbub.codec.Unreadable;
import hubbub.fanout.Log;
import hubbub.topic.Change;
import hubbub.topic.MembershipId;
import hubbub.topic.TopicImage;
import hubbub.topic.TopicName;
import hubbub.topic.TopicState;
import hubbub.topic.port.Feed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A topic that is made again, piece by piece, from what another node or the last run of this one
/// had: its state, and the log that members are to read. Confined to the topic's loop.
///
///     begin ──▶ add (any number of items, then of frames) ──▶ done
///        └───────────┴──── drop, if the rest does not come ──▶ gone
final class CopiedTopic {
  private final Log log;
  private final TopicState state;
  private final long at;
  private final long term;
  private final List<Change> messages = new ArrayList<>();
  private final MessageFrames ofMessages = new MessageFrames(messages);
  private final List<Feed.Frame> frames = new ArrayList<>();
  private boolean isLogWhole = true;

  /// Begins with the head of an image that was taken `at` that time, at a home of that `term`.
  CopiedTopic(Node node, TopicImage head, long at, long term) {
    TopicName topic = head.name();
    this.at = at;
    this.term = term;
    this.state = TopicState.of(head, node.settingsOf(topic), node.encoding());
    this.log = node.settings().logs().open(topic, node.settingsOf(topic));
    log.publish(state.snapshot());
  }

  /// The whole of a topic that the last run saved at once, as of now.
  static CopiedTopic of(Node node, SavedTopic saved) {
    CopiedTopic topic = new CopiedTopic(node, saved.image().head(), saved.at(), 0);
    saved.image().items().forEach(topic::add);
    topic.state.resume(saved.at(), Math.max(saved.at(), node.time().epochMillis()));
    topic.frames.addAll(saved.log());
    return topic.done();
  }

  /// Adds the pieces of the next part.
  void add(CborReader part) throws Unreadable {
    while (!part.isAtEnd()) {
      switch (part.smallNumber()) {
        case TopicParts.ITEM -> add(part.value(TopicItemCodec.ITEM));
        case TopicParts.FRAME -> add(part.number(), part.optional(Form.BYTES));
        default -> throw part.unreadable("an unknown kind of piece");
      }
    }
  }

  private void add(TopicImage.Item item) {
    state.restore(item);
    if (item instanceof TopicImage.Kept kept) {
      messages.add(kept.message());
    } else if (item instanceof TopicImage.Membership membership) {
      present(membership.id());
    }
  }

  private void present(MembershipId id) {
    state.member(id).ifPresent(member -> log.present(id, member, state.presenceMeta(id)));
  }

  /// A log with a gap is as good as none.
  private void add(long seq, Optional<byte[]> other) {
    byte[] bytes = other.orElse(ofMessages.at(seq));
    if (bytes == null) {
      isLogWhole = false;
    } else {
      frames.add(new Feed.Frame(seq, bytes));
    }
  }

  /// All of it has come.
  CopiedTopic done() {
    log.publish(state.snapshot());
    if (isLogWhole) {
      log.restore(frames);
    }
    return this;
  }

  /// The rest is not coming.
  void drop() {
    log.close();
  }

  TopicState state() {
    return state;
  }

  Log log() {
    return log;
  }

  /// When it was taken, milliseconds since 1970 UTC on the topic's clock.
  long at() {
    return at;
  }

  /// The copy's term ([Reached]).
  long term() {
    return term;
  }

  /// Makes topics from the parts that another node sends ([TopicParts]): one at a time.
  static final class Reader {
    /// The longest topic, in bytes as sent.
    static final long MOST_BYTES = 256L * 1024 * 1024;

    private final Node node;
    private final SlotTypes slots;
    private Optional<CopiedTopic> begun = Optional.empty();
    private long bytes;

    /// Reads a topic whose extension has these `slots`.
    Reader(Node node, SlotTypes slots) {
      this.node = node;
      this.slots = slots;
    }

    /// Reads the next part.
    void add(byte[] part) throws Unreadable {
      CborReader in = new CborReader(part, slots);
      bytes += part.length;
      if (bytes > MOST_BYTES) {
        throw in.unreadable("more than " + MOST_BYTES + " bytes");
      }
      int _ = in.version();
      long at = in.time();
      in.timesSince(
          at,
          since -> {
            CopiedTopic topic = begun.isPresent() ? begun.get() : head(since, at);
            topic.add(since);
            return topic;
          });
    }

    private CopiedTopic head(CborReader in, long at) throws Unreadable {
      if (in.smallNumber() != TopicParts.HEAD) {
        throw in.unreadable("a part before the first");
      }
      long term = in.number();
      CopiedTopic topic = new CopiedTopic(node, in.value(TopicImageCodec.IMAGE), at, term);
      begun = Optional.of(topic);
      return topic;
    }

    /// The last part has been read.
    CopiedTopic done() {
      CopiedTopic whole = begun.orElseThrow().done();
      begun = Optional.empty();
      return whole;
    }

    /// The other parts are not coming.
    void drop() {
      begun.ifPresent(CopiedTopic::drop);
      begun = Optional.empty();
    }
  }
}
