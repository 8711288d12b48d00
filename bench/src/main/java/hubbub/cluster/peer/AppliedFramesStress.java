package hubbub.cluster.peer;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/// What is acknowledged while frames come and loops apply them.
final class AppliedFramesStress {
  private AppliedFramesStress() {}

  /// A frame has come, and its loop has not applied it.
  @JCStressTest
  @Outcome(id = "0", expect = ACCEPTABLE, desc = "not applied")
  @Outcome(expect = FORBIDDEN, desc = "acknowledged what nobody has applied")
  @State
  public static class GivenAgainstApplied {
    private final AppliedFrames frames = new AppliedFrames(1);

    @Actor
    public void receive() {
      frames.given(0, 1);
      frames.received(1);
    }

    @Actor
    public void acknowledge(I_Result r) {
      r.r1 = (int) frames.applied();
    }
  }

  /// One loop has applied its part of a frame, and acknowledges while the other one is done, too.
  @JCStressTest
  @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "acknowledged by the first loop")
  @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "to be acknowledged by the second")
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "by both")
  @Outcome(expect = FORBIDDEN, desc = "by none")
  @State
  public static class DoneAgainstAcknowledging {
    private final AppliedFrames frames = new AppliedFrames(2);

    public DoneAgainstAcknowledging() {
      frames.given(0, 1);
      frames.given(1, 1);
      frames.received(1);
      frames.done(0, 1);
    }

    @Actor
    public void done(II_Result r) {
      r.r1 = frames.done(1, 1) ? 1 : 0;
    }

    @Actor
    public void acknowledge(II_Result r) {
      frames.acknowledging();
      r.r2 = (int) frames.applied();
    }
  }
}
