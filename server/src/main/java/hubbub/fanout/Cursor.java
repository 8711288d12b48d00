package hubbub.fanout;

import hubbub.topic.Feed;

/// A membership's place in a topic's log, and its way to the socket. Port for sessions: bytes, no
/// sockets.
public interface Cursor {
  /// Runs `step` on the connection's loop, after every frame before place `after` has been written
  /// to it, if the cursor follows a log that far. Steps run in the order in which they came. Any
  /// thread.
  void at(long after, Runnable step);

  /// Follows `feed` from place `from` on; `seqBefore` is that of the last told event before it. On
  /// the connection's loop.
  void follow(Feed feed, long from, long seqBefore);

  /// Follows nothing any more. On the connection's loop.
  void stop();

  /// Told, on the connection's loop, that the log went on without this cursor, which has stopped
  /// after `seq`.
  @FunctionalInterface
  interface Lagged {
    void lagged(long seq);
  }
}
