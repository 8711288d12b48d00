package hubbub.handover;

import hubbub.cluster.SavedTopic;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The form of a saved topic: times are differences to that of saving. Most frames of its log are
/// those of its messages, and are written only once.
final class SavedTopicForm {
  static final Form<SavedTopic> SAVED_TOPIC =
      Form.record("saved topic", SavedTopicForm::fields, SavedTopicForm::fields);

  private static final Form<Optional<byte[]>> FRAME =
      Form.of((out, frame) -> out.optional(frame, Form.BYTES), in -> in.optional(Form.BYTES));

  private SavedTopicForm() {}

  private static void fields(CborWriter out, SavedTopic saved) {
    Map<Long, byte[]> ofMessages = messageFrames(saved.image());
    List<Optional<byte[]>> others =
        saved.log().stream()
            .map(frame ->
                Optional.of(frame.bytes())
                    .filter(bytes -> !Arrays.equals(bytes, ofMessages.get(frame.seq()))))
            .toList();
    out.time(saved.at())
        .timesSince(saved.at(), since -> since.value(saved.image(), TopicImageCodec.IMAGE))
        .number(saved.log().isEmpty() ? 0 : saved.log().getFirst().seq())
        .list(others, FRAME);
  }

  private static SavedTopic fields(CborReader in) throws Unreadable {
    long at = in.time();
    TopicImage image = in.timesSince(at, since -> since.value(TopicImageCodec.IMAGE));
    long first = in.number();
    return new SavedTopic(image, at, frames(first, in.list(FRAME), messageFrames(image)));
  }

  /// The frames from `first` on; none, if one of them is missing.
  private static List<Feed.Frame> frames(
      long first, List<Optional<byte[]>> others, Map<Long, byte[]> ofMessages) {
    List<Feed.Frame> frames = new ArrayList<>(others.size());
    for (Optional<byte[]> other : others) {
      long seq = first + frames.size();
      byte[] bytes = other.orElse(ofMessages.get(seq));
      if (bytes == null) {
        return List.of();
      }
      frames.add(new Feed.Frame(seq, bytes));
    }
    return frames;
  }

  private static Map<Long, byte[]> messageFrames(TopicImage image) {
    Map<Long, byte[]> frames = new HashMap<>();
    for (Change message : image.messages().all()) {
      frames.put(message.seq(), message.frame());
    }
    return frames;
  }
}
