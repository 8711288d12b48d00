package hubbub.topic;

import java.util.List;
import java.util.Optional;

/// A topic's log on one node, as those who follow it see it; from any thread, without waiting.
public interface Feed {
  /// The newest view of the topic: at least as new as everything before [#head].
  Snapshot snapshot();

  /// The place that the next frame will have.
  long head();

  /// The told frames after `seq` that stand before place `end`, in order; empty if the log no
  /// longer has all of them.
  Optional<List<Frame>> since(long seq, long end);

  /// Who is present, for the member that joined with `own`: everybody listed as of the last diff
  /// before [#head], and itself. On the replica's thread, so within a call to a [Subscriber].
  PresenceState presence(MembershipId own);

  /// Has `woken` run whenever something new stands in the log: on the replica's thread, so it must
  /// not block. On that thread, as [#unwatch] is.
  void watch(Runnable woken);

  /// Has `woken` run no more.
  void unwatch(Runnable woken);

  /// Payloads of `presence_state` and, where a topic is too big to list everyone, of
  /// `presence_summary`.
  record PresenceState(byte[] state, Optional<byte[]> summary) {}

  /// A told event as members got it; not to be written to.
  record Frame(long seq, byte[] bytes) {}
}
