/// The wire format: converts Phoenix Channels frames to records and back.
///
/// In: the bytes of one text message. [V2Json] decodes them to a [ClientFrame], or refuses them
/// with a close code ([BadFrame]); [Fields] reads the payload of a command. Out: whole WebSocket
/// frames from [ServerFrames], with payloads from [JsonWriter]; [Splice] cuts a payload out of such
/// a frame without parsing it. [Inflating] and [Deflating] handle compressed frames. Nothing here
/// has a socket, a thread, a clock or shared state. Any thread may call everything, except that an
/// [Inflating], a [Deflating] and a [JsonWriter] each belong to one thread.
///
/// Start reading at [V2Json] and [ServerFrames].
@NullMarked
package hubbub.wire;

import org.jspecify.annotations.NullMarked;
