/// Accepts connections: the handshake, the take-over from the HTTP pipeline, and one [Connection]
/// per WebSocket, with its limits.
///
/// In: HTTP requests on the listener's channels, then WebSocket frames. Out: clients' frames, whole
/// and inflated, to a [hubbub.session.Session]; bytes to the socket, through fanout. All work on a
/// connection happens on its event loop. One [LoopConnections] per loop replaces a timer per
/// connection: once a second it has each connection check its timeouts ([Liveness]). Its
/// [InputBudget] bounds the memory for messages that are not whole yet. When the server stops, a
/// [LoopDrain] closes the connections of each loop in batches.
///
/// Start reading at [Handshake], then [TakeOver] and [Connection].
@NullMarked
package hubbub.gateway;

import org.jspecify.annotations.NullMarked;
