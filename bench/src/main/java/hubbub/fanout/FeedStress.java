package hubbub.fanout;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import hubbub.topic.Change;
import hubbub.topic.Epoch;
import hubbub.topic.Event;
import hubbub.topic.KindSettings;
import hubbub.topic.Snapshot;
import hubbub.topic.TopicName;
import hubbub.topic.TopicState;
import java.util.List;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/// The snapshot beside the log: a reader that has seen a frame sees a snapshot at least as new.
@JCStressTest
@Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "before both")
@Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "between the two")
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "after both")
@Outcome(expect = FORBIDDEN, desc = "a view that is older than what was seen")
@State
public class FeedStress {
  private static final TopicName TOPIC = new TopicName("room:stress");
  private static final TopicState TOPIC_STATE =
      TopicState.born(
          TOPIC, new Epoch("first"), KindSettings.DEFAULT, (_, _, _, _) -> new byte[] {1}, 0);
  private static final Snapshot BEFORE = TOPIC_STATE.snapshot();
  private static final Change CHANGE =
      TOPIC_STATE.next(List.of(new Event.TitleChanged("new", "ann")), 0, null).getFirst();
  private static final Snapshot AFTER = after();

  private final Log log = new TopicLogs().open(TOPIC, KindSettings.DEFAULT);

  public FeedStress() {
    log.publish(BEFORE);
  }

  private static Snapshot after() {
    TOPIC_STATE.evolve(CHANGE);
    return TOPIC_STATE.snapshot();
  }

  @Actor
  public void write() {
    log.publish(AFTER);
    log.append(CHANGE);
  }

  @Actor
  public void read(II_Result r) {
    r.r1 = (int) log.head();
    r.r2 = (int) log.snapshot().seq();
  }
}
