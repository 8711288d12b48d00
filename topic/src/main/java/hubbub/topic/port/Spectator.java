package hubbub.topic.port;

import hubbub.topic.Refusal;

/// The receiving end of somebody who watches a topic without being in it. Called in order; by the
/// replica, on its thread, except [#refused], which may come at once; must not block. Told events
/// come through the log, as to members, and `after` is a pos in it.
public interface Spectator {
  /// It may watch; the live stream starts at `after`.
  void watching(Feed.Start start, long after);

  /// The answer to [Topics.Watching#resync]. The live stream restarts at `after`.
  void resynced(Feed.Start start, long after);

  /// It may not watch, or there is nothing to watch. No more calls follow.
  void refused(Refusal refusal);

  /// It may not watch any longer, by something before `after`, or the topic is over
  /// ([hubbub.topic.Reason#NO_SUCH_TOPIC]). No more calls follow.
  void ended(Refusal why, long after);
}
