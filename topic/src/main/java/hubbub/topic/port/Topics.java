package hubbub.topic.port;

import com.google.errorprone.annotations.CheckReturnValue;
import hubbub.topic.Actor;
import hubbub.topic.Command;
import hubbub.topic.MembershipId;
import hubbub.topic.Outcome;
import hubbub.topic.Snapshot;
import hubbub.topic.TopicName;
import hubbub.topic.TopicSummary;
import hubbub.topic.Visitor;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/// Access to topics, wherever they live. Implemented by the cluster. Any thread; calls never block.
public interface Topics {
  /// Begins a membership, and creates the topic if need be. The result goes to `subscriber`
  /// ([Subscriber#joined] or [Subscriber#refused]); commands sent through the attachment before
  /// that wait for it.
  Attachment join(
      TopicName topic, MembershipId membership, Command.Join join, Subscriber subscriber);

  /// Begins to watch a topic without being in it. That is not seen in the topic, and does not keep
  /// it alive. `visitor` must pass the bans and locks of the topic; one that is empty passes them
  /// all. The result goes to `spectator`. A topic that is not there answers [Reason#NO_SUCH_TOPIC].
  Watching watch(TopicName topic, MembershipId id, Optional<Visitor> visitor, Spectator spectator);

  /// Sends a command from outside the topic. A topic that nobody is in answers
  /// [Reason#NO_SUCH_TOPIC], except to what a registered one remembers.
  @CheckReturnValue
  CompletionStage<Outcome> send(TopicName topic, Actor.Outside actor, Command command);

  /// The executor of the thread that runs the topic on this node; its members' connections best run
  /// there too.
  Executor homeOf(TopicName topic);

  /// The newest snapshot of a topic that has a replica on this node; weakly consistent.
  Optional<Snapshot> snapshot(TopicName topic);

  /// The snapshots of all topics with a replica on this node, unordered; weakly consistent.
  List<Snapshot> snapshots();

  /// What a topic is now, wherever it lives; weakly consistent. Empty also if that can't be found
  /// out within five seconds.
  default CompletionStage<Optional<Snapshot>> look(TopicName topic) {
    return CompletableFuture.completedStage(snapshot(topic));
  }

  /// The topics of all nodes, each once, unordered; weakly consistent. Without those of nodes that
  /// do not answer within two seconds, and without the smallest, if a node has very many.
  default CompletionStage<List<TopicSummary>> listing() {
    return CompletableFuture.completedStage(snapshots().stream().map(TopicSummary::of).toList());
  }

  /// A new id for a membership, or a spectator, on this node.
  MembershipId nextMembership();

  /// A spectator's handle to its topic.
  interface Watching {
    /// Asks for what a new spectator would get, after falling behind the log; it comes to
    /// [Spectator#resynced].
    void resync();

    /// Stops watching; the spectator gets no more calls.
    void stop();
  }

  /// A membership's handle to its topic.
  interface Attachment {
    /// Sends a command. The outcome comes to [Subscriber#answered] with the same number. Numbers
    /// count from 1.
    void send(long number, Command command);

    /// Asks for what a new member would get, after falling behind the log; it comes to
    /// [Subscriber#resynced].
    void resync();

    /// Answers [Subscriber#challenged]: the client is alive.
    void prove();

    /// Ends the membership; the subscriber gets [Subscriber#ended] unless it is lost.
    void leave(Command.How how);

    /// The client is gone because this node is stopping. The membership stays in the topic's state,
    /// so nobody sees the member go; the subscriber gets no more calls. A leave that was asked for
    /// before still counts.
    void detach();
  }
}
