/// HTTP beside the sockets: the page, health, metrics, and the list of topics. Micronaut lives
/// here.
///
/// In: requests, on the event loops that also carry WebSockets; what may take longer runs on
/// virtual threads. Out: JSON, text, and the files of the page with a strict
/// Content-Security-Policy. What it shows comes from [HttpContext].
///
/// Start reading at [Web].
@NullMarked
package hubbub.http;

import org.jspecify.annotations.NullMarked;
