/// Where connections come in: the handshake, the take-over from the HTTP pipeline, one [Connection]
/// per WebSocket and its limits.
///
/// In: HTTP requests on the listener's channels; then WebSocket frames. Out: decoded client frames
/// to a [hubbub.session.Session]; bytes to the socket, by fanout. Everything that concerns a
/// connection happens on its event loop; there is one [Sweep] per loop instead of a timer per
/// connection.
///
/// Start reading at [Handshake], then [Connection].
@NullMarked
package hubbub.gateway;

import org.jspecify.annotations.NullMarked;
