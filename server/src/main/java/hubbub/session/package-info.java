/// The topics one connection has joined, and the checks at the [Edge]: form, spam guard, mutes and
/// quiet mode.
///
/// In: a client's frames, on the connection's event loop. Out: commands to topics, through the port
/// [hubbub.topic.port.Topics]; replies and lifecycle frames, through fanout's ports
/// [hubbub.fanout.Outlet] and [hubbub.fanout.Cursor]. What is in them is read and written by
/// [hubbub.protocol]. No sockets here.
///
/// A [Session] and its [Membership]s are confined to their connection's loop. A replica's calls to
/// a membership go to its [LoopSubscriber], which passes them to that loop, after everything they
/// follow from. All sessions share one [SessionContext].
///
/// Start reading at [Session#received], for the way of a frame in, then [ClientGate]; at
/// [Membership#answered] for the way of a reply out.
@NullMarked
package hubbub.session;

import org.jspecify.annotations.NullMarked;
