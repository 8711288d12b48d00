package hubbub.cluster;

import hubbub.codec.CborReader;
import hubbub.codec.CborWriter;
import hubbub.codec.Form;
import hubbub.codec.TopicImageCodec;
import hubbub.codec.Unreadable;
import hubbub.topic.Change;
import hubbub.topic.TopicImage;
import hubbub.topic.port.Feed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The form of a saved topic: times are differences to that of saving. Most frames of its log are
/// those of its messages, and are written only once.
public final class SavedTopicForm {
  /// The form.
  public static final Form<SavedTopic> SAVED_TOPIC =
      Form.record("saved topic", SavedTopicForm::fields, SavedTopicForm::fields);

  private static final Form<Optional<byte[]>> FRAME =
      Form.of((out, frame) -> out.optional(frame, Form.BYTES), in -> in.optional(Form.BYTES));

  private SavedTopicForm() {}

  private static void fields(CborWriter out, SavedTopic saved) {
    out.time(saved.at())
        .timesSince(saved.at(), since -> since.value(saved.image(), TopicImageCodec.IMAGE))
        .number(saved.log().isEmpty() ? 0 : saved.log().getFirst().seq())
        .list(others(saved), FRAME);
  }

  /// The frames of the log, without those that are a message's.
  private static List<Optional<byte[]>> others(SavedTopic saved) {
    MessageFrames ofMessages = new MessageFrames(saved.image());
    List<Optional<byte[]>> others = new ArrayList<>(saved.log().size());
    for (Feed.Frame frame : saved.log()) {
      boolean isOfMessage = Arrays.equals(frame.bytes(), ofMessages.at(frame.seq()));
      others.add(isOfMessage ? Optional.empty() : Optional.of(frame.bytes()));
    }
    return others;
  }

  private static SavedTopic fields(CborReader in) throws Unreadable {
    long at = in.time();
    TopicImage image = in.timesSince(at, since -> since.value(TopicImageCodec.IMAGE));
    long first = in.number();
    return new SavedTopic(image, at, frames(first, in.list(FRAME), new MessageFrames(image)));
  }

  /// The frames from `first` on; none, if one of them is missing.
  private static List<Feed.Frame> frames(
      long first, List<Optional<byte[]>> others, MessageFrames ofMessages) {
    List<Feed.Frame> frames = new ArrayList<>(others.size());
    for (Optional<byte[]> other : others) {
      long seq = first + frames.size();
      byte[] bytes = other.orElse(ofMessages.at(seq));
      if (bytes == null) {
        return List.of();
      }
      frames.add(new Feed.Frame(seq, bytes));
    }
    return frames;
  }

  /// The frames of a topic's messages, to be asked for in order.
  private static final class MessageFrames {
    private final List<Change> messages;
    private int next;

    MessageFrames(TopicImage image) {
      messages = image.messages().all();
    }

    /// The frame of the message with that seq; null if there is none.
    byte @Nullable [] at(long seq) {
      while (next < messages.size() && messages.get(next).seq() < seq) {
        next++;
      }
      boolean isMessage = next < messages.size() && messages.get(next).seq() == seq;
      return isMessage ? messages.get(next).frame() : null;
    }
  }
}
