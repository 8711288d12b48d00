package hubbub.bench.cluster;

import hubbub.cluster.Cluster;
import hubbub.topic.Command;
import hubbub.topic.Ending;
import hubbub.topic.Event;
import hubbub.topic.MemberId;
import hubbub.topic.Moderation;
import hubbub.topic.Nick;
import hubbub.topic.Outcome;
import hubbub.topic.Rank;
import hubbub.topic.Reason;
import hubbub.topic.Refusal;
import hubbub.topic.Standing;
import hubbub.topic.TopicName;
import hubbub.topic.port.Subscriber;
import hubbub.topic.port.Topics;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A member without a connection, who joins and may send commands, one at a time.
final class Guest implements Subscriber {
  private static final long MOST_SECONDS = 120;

  private final CompletableFuture<Void> joined = new CompletableFuture<>();
  private final Cluster cluster;
  private final TopicName topic;
  private final Command.Join join;
  private volatile Topics.Attachment attachment;
  private volatile CompletableFuture<Outcome> answer = new CompletableFuture<>();
  private long number;

  Guest(Cluster cluster, TopicName topic, String name) {
    this.cluster = cluster;
    this.topic = topic;
    this.join =
        new Command.Join(
            new MemberId(name), new Nick(name, name, name), Rank.GUEST, Optional.empty());
    this.attachment = join();
  }

  private Topics.Attachment join() {
    return cluster.join(topic, cluster.nextMembership(), join, this);
  }

  /// Waits until it has joined.
  Guest awaitJoined() throws InterruptedException {
    await(joined);
    return this;
  }

  /// Has a command answered.
  Outcome ask(Command command) throws InterruptedException {
    answer = new CompletableFuture<>();
    attachment.send(++number, command);
    return await(answer);
  }

  private static <T> T await(CompletableFuture<T> future) throws InterruptedException {
    try {
      return future.get(MOST_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void joined(Entered entered, long after) {
    joined.complete(null);
  }

  /// Tries again if it came at a bad moment, as clients do.
  @Override
  public void refused(Refusal refusal) {
    if (refusal.reason() == Reason.OVERLOADED || refusal.reason() == Reason.UNAVAILABLE) {
      attachment = join();
      return;
    }
    joined.completeExceptionally(new IllegalStateException(refusal.reason().word()));
  }

  @Override
  public void answered(long its, Outcome outcome, long after) {
    answer.complete(outcome);
  }

  @Override
  public void resynced(Entered entered, long after) {}

  @Override
  public void standing(Standing standing) {}

  @Override
  public void moderates(Moderation moderation, long after) {}

  @Override
  public void told(Event.Private event, long after) {}

  @Override
  public void ended(Ending ending, long after) {}

  @Override
  public void challenged() {}
}
