package hubbub.session;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The frames of one connection that have to wait, oldest first. They are kept undecoded, because a
/// decoded payload can take many times the memory of its text. Frames of one topic stay in order.
/// Confined to the connection's loop.
final class Backlog {
  private static final int MAX_BYTES = 64 * 1024;

  private @Nullable ArrayDeque<WaitingFrame> frames;
  private int bytes;

  /// A frame as it came, and what decides whether it has to wait.
  record WaitingFrame(String topic, boolean isLeave, byte[] text) {
    private int bytes() {
      return topic.length() + text.length;
    }
  }

  void add(WaitingFrame frame) {
    ArrayDeque<WaitingFrame> now = frames;
    if (now == null) {
      now = new ArrayDeque<>(4);
      frames = now;
    }
    now.add(frame);
    bytes += frame.bytes();
  }

  /// Whether a frame for `topic` is waiting.
  boolean has(String topic) {
    if (frames != null) {
      for (WaitingFrame waiting : frames) {
        if (waiting.topic().equals(topic)) {
          return true;
        }
      }
    }
    return false;
  }

  boolean isEmpty() {
    return frames == null;
  }

  /// How many bytes wait.
  int bytes() {
    return bytes;
  }

  /// Whether so many bytes wait that reading from the client should pause.
  boolean isTooMuch() {
    return bytes > MAX_BYTES;
  }

  /// Passes every frame that no longer has to wait to `handle`, while there is room.
  void release(
      BooleanSupplier hasRoom, Predicate<WaitingFrame> mustWait, Consumer<WaitingFrame> handle) {
    ArrayDeque<WaitingFrame> now = frames;
    if (now == null) {
      return;
    }
    Set<String> blocked = new HashSet<>();
    Iterator<WaitingFrame> each = now.iterator();
    while (hasRoom.getAsBoolean() && each.hasNext()) {
      WaitingFrame frame = each.next();
      if (blocked.contains(frame.topic()) || mustWait.test(frame)) {
        blocked.add(frame.topic());
      } else {
        each.remove();
        bytes -= frame.bytes();
        handle.accept(frame);
      }
    }
    if (now.isEmpty()) {
      frames = null;
    }
  }

  void clear() {
    frames = null;
    bytes = 0;
  }
}
