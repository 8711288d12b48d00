package hubbub.http;

import hubbub.topic.Actor;
import hubbub.topic.Command;
import hubbub.topic.Epoch;
import hubbub.topic.Lock;
import hubbub.topic.MembershipId;
import hubbub.topic.Outcome;
import hubbub.topic.Snapshot;
import hubbub.topic.Subscriber;
import hubbub.topic.TopicName;
import hubbub.topic.Topics;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;

/// Topics that stand still, to be looked at.
final class StandingTopics implements Topics {
  private final List<Snapshot> snapshots = new CopyOnWriteArrayList<>();

  void stand(String name, String title, int members) {
    stand(name, title, members, Lock.OPEN);
  }

  void standLocked(String name, boolean password, boolean membersOnly) {
    stand(name, "", 1, new Lock(password, membersOnly, OptionalInt.empty()));
  }

  private void stand(String name, String title, int members, Lock lock) {
    snapshots.add(
        new Snapshot(
            new TopicName(name),
            new Epoch("e1"),
            1,
            1,
            title,
            Optional.empty(),
            Optional.empty(),
            lock,
            List.of(),
            members,
            false,
            0));
  }

  @Override
  public Executor homeOf(TopicName topic) {
    return Runnable::run;
  }

  @Override
  public List<Snapshot> snapshots() {
    return List.copyOf(snapshots);
  }

  @Override
  public Optional<Snapshot> snapshot(TopicName topic) {
    return snapshots.stream().filter(one -> one.topic().equals(topic)).findFirst();
  }

  @Override
  public Attachment join(
      TopicName topic, MembershipId membership, Command.Join join, Subscriber subscriber) {
    throw new IllegalStateException("nobody joins here");
  }

  @Override
  public CompletionStage<Outcome> send(TopicName topic, Actor.Server actor, Command command) {
    return CompletableFuture.failedStage(new IllegalStateException("nobody speaks here"));
  }

  @Override
  public MembershipId nextMembership() {
    return new MembershipId(1);
  }
}
