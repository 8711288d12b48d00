package hubbub.fanout;

import hubbub.topic.Change;
import hubbub.topic.Member;
import hubbub.topic.MembershipId;
import hubbub.topic.Snapshot;
import hubbub.topic.port.Feed;
import java.util.List;
import java.util.Map;

/// A topic's recent frames on this node, in order and encoded once, and its presence list. The port
/// through which a replica feeds its members, in bytes, without sockets. Written only by the
/// replica's thread; never blocks.
///
/// The order for every change: evolve, [#publish], [#rewrite] if there are tombstones, [#append];
/// then [#wake], once per batch.
public interface Log extends Feed {
  /// Makes `snapshot` the one that connections check commands against.
  void publish(Snapshot snapshot);

  /// Puts back the told frames of a log from before a restart. They must be the ones up to the seq
  /// of the snapshot, without a gap. Call this before anything is appended.
  void restore(List<Frame> told);

  /// The told frames that it has, in order.
  List<Frame> told();

  /// Replaces a message's frame by its tombstone, if the log still has it.
  void rewrite(Change tombstone);

  /// Appends a told change.
  void append(Change change);

  /// Appends a frame that is not a change: it has a place but no seq.
  void announce(byte[] frame);

  /// A membership began, or something that it shows has changed: its member's nick or rank, or
  /// `shown`, which goes into its presence meta.
  void present(MembershipId membership, Member member, Map<String, Object> shown);

  /// A membership ended.
  void absent(MembershipId membership);

  /// Whether there are presence changes to send. While there are, call [#flushPresence] once a
  /// second.
  boolean isPresenceDue();

  /// Appends the presence changes that have gathered: a `presence_diff`, or a whole
  /// `presence_state` after the list was cut, and a `presence_summary` if the count changed.
  void flushPresence();

  /// Wakes the pumps of the loops that have members here.
  void wake();

  /// Ends the log: the topic is gone from this node. Nothing is appended any more; current readers
  /// can still read what is there.
  void close();
}
