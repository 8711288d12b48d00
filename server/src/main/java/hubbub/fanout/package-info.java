/// Bytes to sockets: the log, the pumps, presence coalescing.
///
/// In: a replica's changes, through the port [Log], on the replica's thread. Out: WebSocket frames,
/// on each socket's event loop; all of a topic's members on a loop share one buffer per batch.
/// Sessions write through the ports [Outlet] and [Cursor]. These three ports carry bytes, never
/// Netty's types.
///
/// A [TopicLog] keeps the recent frames. Each event loop has one [LoopPump], which visits the
/// topics that have something new ([LoopTopic]) and gives each member the frames between its
/// [SocketCursor] and the head. A reader that takes nothing costs its cursor and one bounded
/// hand-over to the kernel.
///
/// Start reading at [TopicLog#append], then [LoopPump#run].
@NullMarked
package hubbub.fanout;

import org.jspecify.annotations.NullMarked;
