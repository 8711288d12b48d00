/// HTTP apart from the socket: the page, health, metrics, the list of topics, and below `/api/v1`
/// accounts, what other programs ask for, and its description. Micronaut is used only here.
///
/// In: requests, on the event loops that also carry WebSockets; work that may take longer runs on
/// virtual threads, and the metrics have a thread of their own. Out: JSON, text, and the page's
/// files from memory, with a strict Content-Security-Policy. What it shows comes from
/// [HttpContext].
///
/// Start reading at [Web].
@NullMarked
package hubbub.http;

import org.jspecify.annotations.NullMarked;
