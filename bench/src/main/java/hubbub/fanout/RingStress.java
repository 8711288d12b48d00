package hubbub.fanout;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/// What a reader sees of a log while the replica's thread writes to it. Each test has one writer
/// and one reader, which do not synchronize with each other.
final class RingStress {
  /// The ring's first capacity: the next append grows its array.
  private static final int FULL = 4;

  private RingStress() {}

  private static Entry entry(long pos, int mark) {
    return new Entry(pos, pos + 1, true, new byte[] {(byte) mark}, 0, 0);
  }

  private static Ring full() {
    Ring ring = new Ring();
    for (int pos = 0; pos < FULL; pos++) {
      ring.append(entry(pos, 1));
    }
    return ring;
  }

  /// The mark of the entry at `pos`; 0 if there is none, -1 if it is another position's entry.
  private static int markAt(Ring ring, long pos) {
    Entry entry = ring.read(pos);
    return entry == null ? 0 : entry.pos() == pos ? entry.frame()[0] : -1;
  }

  /// A reader that has seen the head finds every entry before it, even while the array grows.
  @JCStressTest
  @Outcome(id = "4, 1", expect = ACCEPTABLE, desc = "before the append")
  @Outcome(id = "5, 2", expect = ACCEPTABLE, desc = "after the first")
  @Outcome(id = "6, 2", expect = ACCEPTABLE, desc = "after both")
  @Outcome(expect = FORBIDDEN, desc = "a head without what stands before it")
  @State
  public static class HeadThenEntry {
    private final Ring ring = full();

    @Actor
    public void write() {
      ring.append(entry(FULL, 2));
      ring.append(entry(FULL + 1, 2));
    }

    @Actor
    public void read(II_Result r) {
      long head = ring.head();
      r.r1 = (int) head;
      r.r2 = markAt(ring, head - 1);
    }
  }

  /// An entry that was dropped is missing, even if its slot was reused; a reader never gets another
  /// entry in its place.
  @JCStressTest
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "before it was dropped")
  @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "dropped in between")
  @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "after it was dropped")
  @Outcome(expect = FORBIDDEN, desc = "another entry, or one that came back")
  @State
  public static class DropThenReuse {
    private final Ring ring = full();

    @Actor
    public void write() {
      ring.dropOldest();
      ring.append(entry(FULL, 2));
    }

    @Actor
    public void read(II_Result r) {
      r.r1 = markAt(ring, 0);
      r.r2 = markAt(ring, 0);
    }
  }

  /// A tombstone replaces its frame before the head moves past the deletion.
  @JCStressTest
  @Outcome(id = "4, 1", expect = ACCEPTABLE, desc = "before both")
  @Outcome(id = "4, 2", expect = ACCEPTABLE, desc = "between the two")
  @Outcome(id = "5, 2", expect = ACCEPTABLE, desc = "after both")
  @Outcome(expect = FORBIDDEN, desc = "the deletion was seen, and what it deleted too")
  @State
  public static class TombstoneThenHead {
    private final Ring ring = full();

    @Actor
    public void write() {
      ring.replace(entry(1, 2));
      ring.append(entry(FULL, 3));
    }

    @Actor
    public void read(II_Result r) {
      r.r1 = (int) ring.head();
      r.r2 = markAt(ring, 1);
    }
  }
}
