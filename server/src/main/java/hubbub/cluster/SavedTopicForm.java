package hubbub.cluster;

import hubbub.codec.CborReader;
import hubbub.codec.CborWriter;
import hubbub.codec.Form;
import hubbub.codec.TopicImageCodec;
import hubbub.codec.Unreadable;
import hubbub.topic.TopicImage;
import hubbub.topic.port.Feed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The form of a saved topic: times are differences to that of saving, and that is by the machine's
/// clock. Most frames of its log are those of its messages, and are written only once.
public final class SavedTopicForm {
  /// The form.
  public static final Form<SavedTopic> SAVED_TOPIC =
      Form.record("saved topic", SavedTopicForm::fields, SavedTopicForm::fields);

  private static final Form<Optional<byte[]>> FRAME =
      Form.of((out, frame) -> out.optional(frame, Form.BYTES), in -> in.optional(Form.BYTES));

  private SavedTopicForm() {}

  private static void fields(CborWriter out, SavedTopic saved) {
    out.time(saved.clockAt())
        .timesSince(saved.at(), since -> since.value(saved.image(), TopicImageCodec.IMAGE))
        .number(saved.log().isEmpty() ? 0 : saved.log().getFirst().seq())
        .list(others(saved), FRAME);
  }

  /// The frames of the log, without those that are a message's.
  private static List<Optional<byte[]>> others(SavedTopic saved) {
    MessageFrames ofMessages = new MessageFrames(saved.image().messages().all());
    return saved.log().stream().map(ofMessages::unlessKept).toList();
  }

  private static SavedTopic fields(CborReader in) throws Unreadable {
    long at = in.time();
    TopicImage image = in.timesSince(at, since -> since.value(TopicImageCodec.IMAGE));
    long first = in.number();
    MessageFrames ofMessages = new MessageFrames(image.messages().all());
    return new SavedTopic(image, at, frames(first, in.list(FRAME), ofMessages));
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
}
