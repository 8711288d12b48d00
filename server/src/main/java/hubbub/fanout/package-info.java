/// Events to bytes to sockets: the log, the pumps, presence coalescing.
///
/// In: a replica's changes, through the port [Log], on the replica's thread. Out: WebSocket frames,
/// on the event loop of each socket, one buffer per pass shared by all members of a topic on that
/// loop. Sessions write through the ports [Outlet] and [Cursor]; those three ports speak bytes,
/// never Netty.
///
/// A [TopicLog] keeps what was told; each event loop has one [LoopPump], which goes round the
/// topics that have something new ([LoopTopic]) and hands each member what stands between its
/// [SocketCursor] and the head. A reader that takes nothing costs its cursor and one bounded
/// hand-over to the kernel.
///
/// Start reading at [TopicLog#append], then [LoopPump#run].
@NullMarked
package hubbub.fanout;

import org.jspecify.annotations.NullMarked;
