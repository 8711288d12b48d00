package hubbub.topic;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/// The way in to topics, wherever they live. Implemented by the cluster; all calls return at once
/// and may come from any thread.
public interface Topics {
  /// Begins a membership: births the topic if need be, and tells `subscriber` how it went
  /// ([Subscriber#joined] or [Subscriber#refused]). What is sent through the attachment before that
  /// waits.
  Attachment join(
      TopicName topic, MembershipId membership, Command.Join join, Subscriber subscriber);

  /// Asks on behalf of the server itself. A topic that is not alive answers [Reason#UNAVAILABLE].
  CompletionStage<Outcome> send(TopicName topic, Actor.Server actor, Command command);

  /// The thread on which the topic lives on this node, and its members best do.
  Executor homeOf(TopicName topic);

  /// The newest view of a topic that has a replica on this node; weakly consistent.
  Optional<Snapshot> snapshot(TopicName topic);

  /// The views of all topics with a replica on this node, in no order; weakly consistent.
  List<Snapshot> snapshots();

  /// A fresh id for a membership of this node.
  MembershipId nextMembership();

  /// A membership's handle to its topic.
  interface Attachment {
    /// Asks; the outcome comes to [Subscriber#answered] with the same number. Numbers count from 1.
    void send(long number, Command command);

    /// Asks for what a new member would find, for one that fell out of the log: comes to
    /// [Subscriber#resynced].
    void resync();

    /// The answer to [Subscriber#challenged]: somebody is there.
    void prove();

    /// Ends the membership; the subscriber hears [Subscriber#ended] unless it is lost.
    void leave(Command.How how);
  }
}
