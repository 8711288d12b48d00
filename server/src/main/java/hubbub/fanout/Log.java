package hubbub.fanout;

import hubbub.topic.Change;
import hubbub.topic.Feed;
import hubbub.topic.Member;
import hubbub.topic.MembershipId;
import hubbub.topic.Snapshot;
import java.util.Map;

/// A topic's recent frames on this node, in order, encoded once; and who is present. The port
/// through which a replica feeds its members: bytes, no sockets. Written by the replica's thread
/// alone; never blocks.
///
/// The order on every change: evolve, [#publish], [#rewrite] if any, [#append], and once per batch
/// [#wake].
public interface Log extends Feed {
  /// Makes `snapshot` the one that edges judge by.
  void publish(Snapshot snapshot);

  /// Puts a tombstone where a message's frame was, if the log still has it.
  void rewrite(Change tombstone);

  /// Appends a told change.
  void append(Change change);

  /// Appends a frame that is no change: it has a place but no seq.
  void announce(byte[] frame);

  /// A membership began, or its member's nick or rank changed, or what it shows of itself: `shown`
  /// goes into its meta.
  void present(MembershipId membership, Member member, Map<String, Object> shown);

  /// A membership ended.
  void absent(MembershipId membership);

  /// All memberships of a node ended.
  void absentFrom(int node);

  /// Whether [#flushPresence] has something to tell; it is to be called once a second while so.
  boolean isPresenceDue();

  /// Appends the `presence_diff` of all that has gathered.
  void flushPresence();

  /// Wakes the pumps of the loops that have members here.
  void wake();

  /// The topic is gone from this node: nothing is appended any more; who still reads finds what
  /// stands.
  void close();
}
