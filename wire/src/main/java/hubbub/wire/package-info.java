/// What goes over the line: Phoenix Channels frames to records and back.
///
/// In: the bytes of one text message, which [V2Json] reads as a [ClientFrame] or refuses with the
/// close code that it deserves ([BadFrame]); [Fields] reads what a command's payload says. Out:
/// whole WebSocket frames of [ServerFrames], with payloads written by [JsonWriter]; [Splice] takes
/// a payload out of such a frame again, without parsing. What is deflated on the way goes through
/// [Inflating] and [Deflating]. Nothing here has a socket, a thread, a clock or shared state: any
/// thread may call all of it, but those two and a [JsonWriter] belong to one each.
///
/// Start reading at [V2Json] and [ServerFrames].
@NullMarked
package hubbub.wire;

import org.jspecify.annotations.NullMarked;
