package hubbub.fanout;

import hubbub.topic.MembershipId;

/// The writing end of one connection. Port for sessions: bytes, no sockets. All calls on the
/// connection's loop, but for [#post].
public interface Outlet {
  /// Writes a whole frame, now; a lagging connection takes it too.
  void write(byte[] frame);

  /// A cursor for `membership` that writes here, following nothing yet.
  Cursor open(MembershipId membership, Cursor.Lagged lagged);

  /// Runs `task` on the connection's loop. Any thread.
  void post(Runnable task);

  /// Stops reading from the client, or goes on.
  void pauseReading(boolean paused);

  /// Asks the client for a sign of life; without one within `millis` the connection is lost.
  void challenge(long millis);
}
