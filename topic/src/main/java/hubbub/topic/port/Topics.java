package hubbub.topic.port;

import com.google.errorprone.annotations.CheckReturnValue;
import hubbub.topic.Actor;
import hubbub.topic.Command;
import hubbub.topic.MembershipId;
import hubbub.topic.Outcome;
import hubbub.topic.Snapshot;
import hubbub.topic.TopicName;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/// Access to topics, wherever they live. Implemented by the cluster. Any thread; calls never block.
public interface Topics {
  /// Begins a membership, and creates the topic if need be. The result goes to `subscriber`
  /// ([Subscriber#joined] or [Subscriber#refused]); commands sent through the attachment before
  /// that wait for it.
  Attachment join(
      TopicName topic, MembershipId membership, Command.Join join, Subscriber subscriber);

  /// Sends a command as the server itself. A topic that is not alive answers [Reason#UNAVAILABLE].
  @CheckReturnValue
  CompletionStage<Outcome> send(TopicName topic, Actor.Server actor, Command command);

  /// The executor of the thread that runs the topic on this node; its members' connections best run
  /// there too.
  Executor homeOf(TopicName topic);

  /// The newest snapshot of a topic that has a replica on this node; weakly consistent.
  Optional<Snapshot> snapshot(TopicName topic);

  /// The snapshots of all topics with a replica on this node, unordered; weakly consistent.
  List<Snapshot> snapshots();

  /// A new id for a membership on this node.
  MembershipId nextMembership();

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
