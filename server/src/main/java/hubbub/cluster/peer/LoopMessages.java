package hubbub.cluster.peer;

import java.util.ArrayDeque;
import java.util.Queue;

/// What came in one lane for one loop, and has not been heard yet, in order. One turn of the loop
/// hears a few of them, since a frame may have thousands of small ones. Confined to the loop.
///
/// The rest is dropped when the lane has ended: whatever the loop does then about the loss, or the
/// end, of the peer comes after the last message that it hears.
final class LoopMessages {
  private final int loop;
  private final MessageDelivery delivery;
  private final Queue<Given> waiting = new ArrayDeque<>(1);
  private int heardOfFirst;
  private volatile boolean hasEnded;

  /// The messages of a frame; `heard` runs after the last of them.
  private record Given(MessageDelivery.Batch batch, Runnable heard) {}

  LoopMessages(int loop, MessageDelivery delivery) {
    this.loop = loop;
    this.delivery = delivery;
  }

  /// Drops what has not been heard, and all that is added from now on. Any thread.
  void end() {
    hasEnded = true;
  }

  /// Has the messages of the next frame heard, now or when those before them have been.
  void add(MessageDelivery.Batch batch, Runnable heard) {
    waiting.add(new Given(batch, heard));
    if (waiting.size() == 1) {
      hearSome();
    }
  }

  private void hearSome() {
    Given first = waiting.peek();
    for (int i = 0; i < delivery.messagesATurn() && first != null && !hasEnded; i++) {
      delivery.hear(loop, first.batch().messages().get(heardOfFirst++));
      if (heardOfFirst == first.batch().messages().size()) {
        heardOfFirst = 0;
        waiting.remove();
        first.heard().run();
        first = waiting.peek();
      }
    }
    if (hasEnded) {
      waiting.clear();
    } else if (first != null) {
      delivery.loops().execute(loop, this::hearSome);
    }
  }
}
