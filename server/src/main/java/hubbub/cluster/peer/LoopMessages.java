package hubbub.cluster.peer;

import java.util.ArrayDeque;
import java.util.Queue;

/// What came in one lane for one loop, and has not been heard yet, in order. One turn of the loop
/// hears a few of them, since a frame may have thousands of small ones. Confined to the loop.
final class LoopMessages {
  private static final int AT_A_TIME = 64;

  private final int loop;
  private final MessageDelivery delivery;
  private final Queue<Given> waiting = new ArrayDeque<>(1);
  private int heardOfFirst;

  /// The messages of a frame; `heard` runs after the last of them.
  private record Given(MessageDelivery.Batch batch, Runnable heard) {}

  LoopMessages(int loop, MessageDelivery delivery) {
    this.loop = loop;
    this.delivery = delivery;
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
    for (int i = 0; i < AT_A_TIME && first != null; i++) {
      delivery.hear(loop, first.batch().messages().get(heardOfFirst++));
      if (heardOfFirst == first.batch().messages().size()) {
        heardOfFirst = 0;
        waiting.remove();
        first.heard().run();
        first = waiting.peek();
      }
    }
    if (first != null) {
      delivery.loops().execute(loop, this::hearSome);
    }
  }
}
