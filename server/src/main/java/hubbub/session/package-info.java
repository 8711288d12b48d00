/// The topics one connection has joined, and the checks at the [Edge]: form, spam guard, mutes and
/// quiet mode.
///
/// In: a client's frames, on the connection's event loop. Out: commands to topics, through the port
/// [hubbub.topic.port.Topics]; replies and lifecycle frames, through fanout's ports
/// [hubbub.fanout.Outlet] and [hubbub.fanout.Cursor]. What is in them is read and written by
/// [hubbub.protocol]. No sockets here.
///
/// A [Session] and its [Membership]s are confined to their connection's loop. A replica's calls to
/// a membership are passed to that loop by its cursor, after everything they follow from. All
/// sessions share one [SessionContext].
///
/// Start reading at [Session#received].
@NullMarked
package hubbub.session;

import org.jspecify.annotations.NullMarked;
