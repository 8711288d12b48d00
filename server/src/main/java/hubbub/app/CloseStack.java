package hubbub.app;

import java.util.ArrayDeque;
import java.util.Deque;

/// Closes what has been opened so far, last opened first. Confined to one thread at a time.
final class CloseStack implements AutoCloseable {
  private final Deque<Runnable> closings = new ArrayDeque<>();

  /// Pushes the action that closes what was just opened.
  void add(Runnable closing) {
    closings.push(closing);
  }

  /// Runs all actions, last added first. One that throws does not keep the others from running.
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
