package hubbub.fanout;

import hubbub.topic.MembershipId;
import java.util.concurrent.Executor;

/// The writing end of one connection. Port for sessions: bytes, no sockets. All calls on the
/// connection's loop, but for [#post].
public interface Outlet {
  /// Writes a whole frame, now; a lagging connection takes it too.
  void write(byte[] frame);

  /// A cursor for `membership` that writes here, following nothing yet.
  Cursor open(MembershipId membership, Cursor.Lagged lagged);

  /// Moves the connection to `home`, if that is another loop of this node, and runs `then` there;
  /// at once if it is there already. Only while it follows nothing.
  void move(Executor home, Runnable then);

  /// Runs `task` on the connection's loop. Any thread.
  void post(Runnable task);

  /// Stops reading from the client, or goes on.
  void pauseReading(boolean paused);

  /// Asks the client for a sign of life; without one within `millis` the connection is lost.
  void challenge(long millis);
}
