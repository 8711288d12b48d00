package hubbub.fanout;

import hubbub.topic.MembershipId;
import java.util.concurrent.Executor;

/// The writing end of one connection. A port for sessions, in bytes, without sockets. All calls on
/// the connection's loop, except [#post].
public interface Outlet {
  /// Writes a whole frame immediately, even if the connection is lagging.
  void write(byte[] frame);

  /// A new cursor for `membership` that writes here and follows nothing yet.
  Cursor open(MembershipId membership, Cursor.Lagged lagged);

  /// Moves the connection to `home`, if that is another loop of this node, and runs `then` there;
  /// runs it at once if there is no move to make. Only while the connection follows nothing.
  void move(Executor home, Runnable then);

  /// Runs `task` on the connection's loop. Any thread.
  void post(Runnable task);

  /// Stops or resumes reading from the client.
  void pauseReading(boolean paused);
}
