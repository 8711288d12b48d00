package hubbub.cluster;

import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/// Hears one message at a time: what it is told in the midst of one, by those whom it calls, it
/// hears after that, in order. Confined to one thread.
abstract class OneAtATime<M> {
  private boolean isHearing;
  private @Nullable Queue<M> unheard;

  /// Hears `message`, and what it is told meanwhile, or will, if it hears another one now. If
  /// hearing one throws, the rest is heard behind the next.
  public final void tell(M message) {
    if (isHearing) {
      keep(message);
      return;
    }
    isHearing = true;
    try {
      for (M next = message; next != null; next = nextUnheard()) {
        hear(next);
      }
    } finally {
      isHearing = false;
    }
  }

  /// Hears one; it may call whoever tells us something.
  abstract void hear(M message);

  private void keep(M message) {
    if (unheard == null) {
      unheard = new ArrayDeque<>();
    }
    unheard.add(message);
  }

  private @Nullable M nextUnheard() {
    M next = unheard == null ? null : unheard.poll();
    if (next == null) {
      unheard = null;
    }
    return next;
  }
}
