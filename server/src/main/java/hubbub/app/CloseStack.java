package hubbub.app;

import java.util.ArrayDeque;
import java.util.Deque;

/// What has been opened so far, the later on top of the earlier. Confined to one thread at a time.
final class CloseStack implements AutoCloseable {
  private final Deque<Runnable> closings = new ArrayDeque<>();

  /// Lays one on top, by what closes it.
  void add(Runnable closing) {
    closings.push(closing);
  }

  /// Closes all of them, the topmost first, and each whatever became of those above it.
  @Override
  public void close() {
    if (!closings.isEmpty()) {
      try {
        closings.pop().run();
      } finally {
        close();
      }
    }
  }
}
