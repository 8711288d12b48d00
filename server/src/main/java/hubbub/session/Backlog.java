package hubbub.session;

import hubbub.wire.ClientFrame;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The frames of one connection that have to wait, oldest first. Frames of one topic stay in order.
/// Confined to the connection's loop.
final class Backlog {
  private static final int MAX_BYTES = 64 * 1024;

  private @Nullable ArrayDeque<QueuedFrame> frames;
  private int bytes;

  private record QueuedFrame(ClientFrame frame, int bytes) {}

  void add(ClientFrame frame, int frameBytes) {
    ArrayDeque<QueuedFrame> now = frames;
    if (now == null) {
      now = new ArrayDeque<>(4);
      frames = now;
    }
    now.add(new QueuedFrame(frame, frameBytes));
    bytes += frameBytes;
  }

  /// Whether a frame for `topic` is waiting.
  boolean has(String topic) {
    if (frames != null) {
      for (QueuedFrame held : frames) {
        if (held.frame().topic().equals(topic)) {
          return true;
        }
      }
    }
    return false;
  }

  boolean isEmpty() {
    return frames == null;
  }

  /// Whether so many bytes wait that reading from the client should pause.
  boolean isTooMuch() {
    return bytes > MAX_BYTES;
  }

  /// Passes every frame that no longer has to wait to `handle`, while there is room.
  void release(
      BooleanSupplier hasRoom, Predicate<ClientFrame> mustWait, Consumer<ClientFrame> handle) {
    ArrayDeque<QueuedFrame> now = frames;
    if (now == null) {
      return;
    }
    Set<String> waiting = new HashSet<>();
    Iterator<QueuedFrame> each = now.iterator();
    while (hasRoom.getAsBoolean() && each.hasNext()) {
      QueuedFrame held = each.next();
      String topic = held.frame().topic();
      if (waiting.contains(topic) || mustWait.test(held.frame())) {
        waiting.add(topic);
      } else {
        each.remove();
        bytes -= held.bytes();
        handle.accept(held.frame());
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
