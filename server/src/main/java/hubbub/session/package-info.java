/// What one connection has joined, and the checks at the edge: rank, quiet mode, mutes, spam guard.
///
/// In: client frames, decoded, on the connection's event loop. Out: commands to topics, by the port
/// [hubbub.topic.Topics]; replies and lifecycle frames, by fanout's ports [hubbub.fanout.Outlet]
/// and [hubbub.fanout.Cursor]. No sockets here.
///
/// A [Session] belongs to its connection's loop, and so do its [Membership]s; what a replica tells
/// a membership is handed over to the loop by its cursor, behind everything it follows from. What
/// all sessions share is [SessionContext].
///
/// Start reading at [Session#received].
@NullMarked
package hubbub.session;

import org.jspecify.annotations.NullMarked;
