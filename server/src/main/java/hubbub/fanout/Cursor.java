package hubbub.fanout;

import hubbub.topic.port.Feed;

/// A membership's position in a topic's log, and its way to the socket. A port for sessions, in
/// bytes, without sockets.
public interface Cursor {
  /// Runs `step` on the connection's loop once every frame before place `after` has been written to
  /// the connection, as far as the cursor follows a log. Steps run in the order in which they were
  /// given. Any thread.
  void at(long after, Runnable step);

  /// Starts following `feed` at place `from`. `seqBefore` is the seq of the last told event before
  /// it. On the connection's loop.
  void follow(Feed feed, long from, long seqBefore);

  /// Stops following. On the connection's loop.
  void stop();

  /// Called on the connection's loop when the cursor fell out of the log. The cursor has stopped;
  /// `seq` is the last told event that it delivered.
  @FunctionalInterface
  interface Lagged {
    void lagged(long seq);
  }
}
