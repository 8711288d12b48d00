package hubbub.cluster;

import hubbub.topic.Change;
import hubbub.topic.port.Feed;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The frames of a topic's messages, to be asked for in order. Most frames of its log are among
/// them, so those are written only once.
final class MessageFrames {
  private final List<Change> messages;
  private int next;

  /// Those of `messages`, which may still grow.
  MessageFrames(List<Change> messages) {
    this.messages = messages;
  }

  /// The frame of the message with that seq; null if there is none.
  byte @Nullable [] at(long seq) {
    while (next < messages.size() && messages.get(next).seq() < seq) {
      next++;
    }
    boolean isMessage = next < messages.size() && messages.get(next).seq() == seq;
    return isMessage ? messages.get(next).frame() : null;
  }

  /// The bytes of a frame of the log, unless they are a message's.
  Optional<byte[]> unlessKept(Feed.Frame frame) {
    return Arrays.equals(frame.bytes(), at(frame.seq()))
        ? Optional.empty()
        : Optional.of(frame.bytes());
  }
}
