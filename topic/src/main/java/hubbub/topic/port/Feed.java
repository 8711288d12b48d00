package hubbub.topic.port;

import hubbub.topic.Change;
import hubbub.topic.MembershipId;
import hubbub.topic.Snapshot;
import hubbub.topic.TopicState;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// A reader's view of a topic's log on this node. Any thread unless noted; never blocks.
public interface Feed {
  /// The newest snapshot: at least as new as everything before [#head].
  Snapshot snapshot();

  /// The pos of the next frame.
  long head();

  /// The told frames after `seq` and before pos `end`, in order; empty if the log no longer has all
  /// of them.
  Optional<List<Frame>> since(long seq, long end);

  /// The pos of the first told frame after `seq` and before `end`, or `end` if there is none. Empty
  /// if the log no longer has all told frames after `seq`.
  OptionalLong placeAfter(long seq, long end);

  /// The presence list for the member that joined with `own`: everybody listed as of the last diff
  /// before [#head], and the member itself. Call on the replica's thread, such as within a call to
  /// a [Subscriber].
  PresenceState presence(MembershipId own);

  /// Runs `woken` whenever the log has something new: on the replica's thread, so it must not
  /// block. Call on that thread; likewise [#unwatch].
  void watch(Runnable woken);

  /// Stops running `woken`.
  void unwatch(Runnable woken);

  /// The payload of `presence_state` and, if a topic is too big to list everyone, of
  /// `presence_summary`.
  record PresenceState(byte[] state, Optional<byte[]> summary) {}

  /// What every reader of a topic gets first, all as of the same pos: the log to follow from there,
  /// the topic, its latest messages, oldest first ([Event.Message] all of them), and the epochs and
  /// seqs that the reader may resume from.
  record Start(
      Feed feed, Snapshot snapshot, List<Change> history, List<TopicState.EpochSpan> reigns) {}

  /// A told event as sent to members; `bytes` must not be modified.
  record Frame(long seq, byte[] bytes) {}
}
