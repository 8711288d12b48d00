package hubbub.cluster;

import static hubbub.cluster.OneNode.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hubbub.topic.Command;
import hubbub.topic.Ending;
import hubbub.topic.MembershipId;
import hubbub.topic.Outcome;
import hubbub.topic.port.Topics.Attachment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// Topics are cheap, and leave nothing behind: uses the production logs, frames and presence, with
/// a message in each topic.
class ManyTopicsTest {
  private static final int TOPICS = 100_000;
  private static final int AT_ONCE = 5_000;
  private static final long MOST_LEFT_BYTES = 16L << 20;

  private static final MembershipId NOBODY = new MembershipId(0);

  private final AtomicInteger joined = new AtomicInteger();
  private final AtomicInteger ended = new AtomicInteger();
  private final Semaphore places = new Semaphore(AT_ONCE);

  /// Only counts.
  private final class Counting extends Ear {
    @Override
    public void joined(Entered entered, long after) {
      entered.feed().presence(NOBODY);
      joined.incrementAndGet();
      places.release();
    }

    @Override
    public void answered(long number, Outcome outcome, long after) {}

    @Override
    public void ended(Ending ending, long after) {
      ended.incrementAndGet();
    }
  }

  @Test
  void are_born_and_die_and_leave_nothing_behind() throws Exception {
    try (OneNode node = new OneNode()) {
      node.beAsInTheProduct();
      bearAndBury(node, 2 * AT_ONCE);
      long before = usedBytes();

      bearAndBury(node, TOPICS);

      assertEquals(0, node.cluster().topics());
      await().until(() -> node.cluster().counters().owners() == 0);
      assertEquals(TOPICS + 2 * AT_ONCE, node.cluster().counters().births());
      await().until(() -> node.cluster().counters().deaths() == TOPICS + 2 * AT_ONCE);
      long left = usedBytes() - before;
      assertTrue(left < MOST_LEFT_BYTES, () -> left + " bytes stayed");
    }
  }

  private void bearAndBury(OneNode node, int count) throws InterruptedException {
    int joinedBefore = joined.get();
    int endedBefore = ended.get();
    List<Attachment> attachments = new ArrayList<>(count);
    Counting ear = new Counting();
    for (int i = 0; i < count; i++) {
      places.acquire();
      attachments.add(node.join(node.newTopic(), "m" + i, ear).attachment());
    }
    await().until(() -> joined.get() - joinedBefore == count);
    assertEquals(count, node.cluster().snapshots().size());
    attachments.forEach(attachment -> attachment.send(1, OneNode.Seat.say("hello")));
    attachments.forEach(attachment -> attachment.leave(Command.How.LEFT));
    await().until(() -> ended.get() - endedBefore == count);
    await().until(() -> node.cluster().topics() == 0);
  }

  private static long usedBytes() {
    System.gc();
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
