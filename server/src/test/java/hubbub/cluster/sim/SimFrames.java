package hubbub.cluster.sim;

import hubbub.topic.Epoch;
import hubbub.topic.Event;
import hubbub.topic.TopicName;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// The frames of a simulation, as text: `message ID BODY`, `title TITLE`, `epoch EPOCH SEQ`, or any
/// other event as Java writes it.
final class SimFrames {
  private SimFrames() {}

  /// A message in a frame. `body` is empty if it was deleted.
  record Message(String id, String body) {}

  static byte[] told(TopicName topic, long seq, long at, Event.Told event) {
    return utf8(
        switch (event) {
          case Event.Message message -> "message " + message.id() + " " + message.body();
          case Event.TitleChanged changed -> "title " + changed.title();
          default -> event.toString();
        });
  }

  static byte[] epoch(TopicName topic, Epoch epoch, long seq) {
    return utf8("epoch " + epoch + " " + seq);
  }

  static String text(byte[] frame) {
    return new String(frame, StandardCharsets.UTF_8);
  }

  static Optional<Message> message(String text) {
    String[] words = text.split(" ", 3);
    return words[0].equals("message")
        ? Optional.of(new Message(words[1], words[2]))
        : Optional.empty();
  }

  /// The title that a frame sets.
  static Optional<String> title(String text) {
    String[] words = text.split(" ", 2);
    return words[0].equals("title") ? Optional.of(words[1]) : Optional.empty();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
