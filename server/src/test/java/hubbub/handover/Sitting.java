package hubbub.handover;

import hubbub.cluster.Cluster;
import hubbub.topic.Command;
import hubbub.topic.Ending;
import hubbub.topic.Event;
import hubbub.topic.MemberId;
import hubbub.topic.Moderation;
import hubbub.topic.Nick;
import hubbub.topic.Outcome;
import hubbub.topic.Rank;
import hubbub.topic.Refusal;
import hubbub.topic.Standing;
import hubbub.topic.TopicName;
import hubbub.topic.port.Subscriber;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Somebody who is in a topic and says nothing.
final class Sitting implements Subscriber {
  private final CompletableFuture<Entered> joined = new CompletableFuture<>();

  private Sitting() {}

  /// Joins, and blocks until that is answered.
  static void in(Cluster cluster, TopicName topic) {
    Sitting somebody = new Sitting();
    Command.Join join =
        new Command.Join(
            new MemberId("ann"), new Nick("ann", "ann", "ann"), Rank.GUEST, Optional.empty());
    cluster.join(topic, cluster.nextMembership(), join, somebody);
    somebody.joined.join();
  }

  @Override
  public void joined(Entered entered, long after) {
    joined.complete(entered);
  }

  @Override
  public void refused(Refusal refusal) {
    joined.completeExceptionally(new IllegalStateException(refusal.toString()));
  }

  @Override
  public void resynced(Entered entered, long after) {}

  @Override
  public void answered(long number, Outcome outcome, long after) {}

  @Override
  public void standing(Standing standing) {}

  @Override
  public void moderates(Moderation moderation, long after) {}

  @Override
  public void ended(Ending ending, long after) {}

  @Override
  public void told(Event.Private event, long after) {}

  @Override
  public void challenged() {}
}
