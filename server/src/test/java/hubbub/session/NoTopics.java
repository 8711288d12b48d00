package hubbub.session;

import hubbub.topic.Actor;
import hubbub.topic.Command;
import hubbub.topic.MembershipId;
import hubbub.topic.Outcome;
import hubbub.topic.Snapshot;
import hubbub.topic.TopicName;
import hubbub.topic.Visitor;
import hubbub.topic.port.Spectator;
import hubbub.topic.port.Subscriber;
import hubbub.topic.port.Topics;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/// A node that has no topics to join; tests override what they need.
public class NoTopics implements Topics {
  @Override
  public Attachment join(
      TopicName topic, MembershipId membership, Command.Join join, Subscriber subscriber) {
    throw new IllegalStateException("nobody joins here");
  }

  @Override
  public Watching watch(
      TopicName topic, MembershipId id, Optional<Visitor> visitor, Spectator spectator) {
    throw new IllegalStateException("nobody watches here");
  }

  @Override
  public CompletionStage<Outcome> send(TopicName topic, Actor.Outside actor, Command command) {
    return CompletableFuture.failedStage(new IllegalStateException("nobody speaks here"));
  }

  @Override
  public Executor homeOf(TopicName topic) {
    return Runnable::run;
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
