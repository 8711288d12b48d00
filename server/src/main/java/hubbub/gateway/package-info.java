/// Accepts connections: the handshake, the take-over from the HTTP pipeline, and one [Connection]
/// per WebSocket, with its limits.
///
/// In: HTTP requests on the listener's channels, then WebSocket frames. Out: decoded client frames
/// to a [hubbub.session.Session]; bytes to the socket, through fanout. All work on a connection
/// happens on its event loop. One [LoopConnections] per loop replaces a timer per connection.
///
/// Start reading at [Handshake], then [TakeOver] and [Connection].
@NullMarked
package hubbub.gateway;

import org.jspecify.annotations.NullMarked;
