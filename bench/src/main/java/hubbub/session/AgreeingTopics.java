package hubbub.session;

import hubbub.fanout.Log;
import hubbub.fanout.TopicLogs;
import hubbub.protocol.EventWriter;
import hubbub.topic.Actor;
import hubbub.topic.Command;
import hubbub.topic.Epoch;
import hubbub.topic.KindSettings;
import hubbub.topic.Member;
import hubbub.topic.MembershipId;
import hubbub.topic.Outcome;
import hubbub.topic.Rank;
import hubbub.topic.Snapshot;
import hubbub.topic.Standing;
import hubbub.topic.TopicName;
import hubbub.topic.TopicState;
import hubbub.topic.Visitor;
import hubbub.topic.port.Feed;
import hubbub.topic.port.Spectator;
import hubbub.topic.port.Subscriber;
import hubbub.topic.port.Topics;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/// Topics that accept every command, and answer at once on the caller's thread.
final class AgreeingTopics implements Topics {
  private static final Outcome SENT = new Outcome.Sent("abcdefghijkl", 1234, 1_700_000_000_000L);

  @Override
  public Attachment join(
      TopicName topic, MembershipId membership, Command.Join join, Subscriber subscriber) {
    return new Agreeing(topic, join, subscriber);
  }

  @Override
  public Executor homeOf(TopicName topic) {
    return Runnable::run;
  }

  /// A membership that begins at once, in a topic with no other members.
  private static final class Agreeing implements Attachment {
    private final Subscriber subscriber;

    Agreeing(TopicName topic, Command.Join join, Subscriber subscriber) {
      this.subscriber = subscriber;
      TopicState state =
          TopicState.born(topic, new Epoch("first"), KindSettings.DEFAULT, new EventWriter(), 0);
      Log log = new TopicLogs().open(topic, KindSettings.DEFAULT);
      log.publish(state.snapshot());
      Member member = new Member(join.member(), join.nick().value(), Rank.GUEST, 0);
      subscriber.joined(
          new Subscriber.Entered(
              new Feed.Start(log, state.snapshot(), List.of(), state.reigns()),
              member,
              new Standing(Rank.GUEST, 0),
              Optional.empty()),
          0);
    }

    @Override
    public void send(long number, Command command) {
      subscriber.answered(number, SENT, 0);
    }

    @Override
    public void resync() {}

    @Override
    public void prove() {}

    @Override
    public void leave(Command.How how) {}

    @Override
    public void detach() {}
  }

  @Override
  public Watching watch(
      TopicName topic, MembershipId id, Optional<Visitor> visitor, Spectator spectator) {
    throw new IllegalStateException("nobody watches here");
  }

  @Override
  public CompletionStage<Outcome> send(TopicName topic, Actor.Outside actor, Command command) {
    return CompletableFuture.completedFuture(Outcome.OK);
  }

  @Override
  public Optional<Snapshot> snapshot(TopicName topic) {
    return Optional.empty();
  }

  @Override
  public List<Snapshot> snapshots() {
    return List.of();
  }

  @Override
  public MembershipId nextMembership() {
    return new MembershipId(1);
  }
}
