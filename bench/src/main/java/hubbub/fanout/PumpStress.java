package hubbub.fanout;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/// Races between a replica's thread, which appends and wakes the pump, and an event loop that takes
/// a turn at the same moment. Whatever the order, no frame is left behind when the loop runs out of
/// tasks.
final class PumpStress {
  private PumpStress() {}

  /// A wake-up that races with the end of a turn is not lost.
  @JCStressTest
  @Outcome(id = "2", expect = ACCEPTABLE, desc = "both frames were given to the socket")
  @Outcome(expect = FORBIDDEN, desc = "a frame was left behind")
  @State
  public static class WakeAgainstTurn {
    private final HandLoop loop = new HandLoop();

    public WakeAgainstTurn() {
      loop.follow();
      loop.tell();
    }

    @Actor
    public void replica() {
      loop.tell();
    }

    @Actor
    public void loop() {
      loop.turn();
    }

    @Arbiter
    public void look(I_Result r) {
      loop.settle();
      r.r1 = loop.written();
    }
  }

  /// A step handed over for one member runs once, right behind the frames appended before it.
  @JCStressTest
  @Outcome(id = "1, 2", expect = ACCEPTABLE, desc = "once, behind both frames")
  @Outcome(expect = FORBIDDEN, desc = "never, twice, or before them")
  @State
  public static class HandOverAgainstTurn {
    private final HandLoop loop = new HandLoop();
    private int runs;
    private int writtenBefore;

    public HandOverAgainstTurn() {
      loop.follow();
      loop.tell();
    }

    @Actor
    public void replica() {
      loop.tell();
      loop.hand(() -> {
        runs++;
        writtenBefore = loop.written();
      });
    }

    @Actor
    public void loop() {
      loop.turn();
    }

    @Arbiter
    public void look(II_Result r) {
      loop.settle();
      r.r1 = runs;
      r.r2 = writtenBefore;
    }
  }

  /// A member that begins to follow during an append gets the frame exactly once.
  @JCStressTest
  @Outcome(id = "1", expect = ACCEPTABLE, desc = "given once")
  @Outcome(expect = FORBIDDEN, desc = "missed, or given twice")
  @State
  public static class FollowAgainstTell {
    private final HandLoop loop = new HandLoop();

    @Actor
    public void replica() {
      loop.tell();
    }

    @Actor
    public void loop() {
      loop.follow();
      loop.turn();
    }

    @Arbiter
    public void look(I_Result r) {
      loop.settle();
      r.r1 = loop.written();
    }
  }
}
