package hubbub.wire;

import java.nio.charset.StandardCharsets;

/// Builds everything that a server sends, as whole WebSocket frames (RFC 6455 §5.2, unmasked,
/// final) that contain Phoenix's V2 array. Payloads are JSON objects as UTF-8. Pure functions.
public final class ServerFrames {
  private static final int TEXT = 0x81;
  private static final int DEFLATED_TEXT = 0xc1;
  private static final int CLOSE = 0x88;
  private static final int PING = 0x89;
  private static final int PONG = 0x8a;
  private static final byte[] EMPTY_OBJECT = {'{', '}'};
  private static final byte[] END = {']'};
  private static final byte[] END_OF_REPLY = {'}', ']'};
  private static final byte[] NONE = {};

  private ServerFrames() {}

  /// To every member: `[null, null, topic, event, payload]`.
  public static byte[] broadcast(String topic, String event, byte[] payload) {
    return frame(Ref.NULL, Ref.NULL, topic, event, payload);
  }

  /// To one member: `[join_ref, null, topic, event, payload]`.
  public static byte[] push(Ref joinRef, String topic, String event, byte[] payload) {
    return frame(joinRef, Ref.NULL, topic, event, payload);
  }

  /// The reply to the frame with `ref`; its payload has `status` and `response`.
  public static byte[] reply(Ref joinRef, Ref ref, String topic, String status, byte[] response) {
    JsonWriter before = envelope(joinRef, ref, topic, "phx_reply");
    before.beginObject().field("status", status).name("response");
    return text(before, response, END_OF_REPLY);
  }

  /// Ends a membership in the normal way: `[join_ref, join_ref, topic, "phx_close", payload]`.
  public static byte[] close(Ref joinRef, String topic, byte[] payload) {
    return frame(joinRef, joinRef, topic, "phx_close", payload);
  }

  /// Ends a membership after an error; the client joins again.
  public static byte[] error(Ref joinRef, String topic, byte[] payload) {
    return frame(joinRef, joinRef, topic, "phx_error", payload);
  }

  public static byte[] heartbeatReply(Ref ref) {
    return reply(Ref.NULL, ref, "phoenix", "ok", EMPTY_OBJECT);
  }

  /// A close frame (RFC 6455 §5.5.1); `reason` is ASCII, at most 123 characters.
  public static byte[] closeFrame(int code, String reason) {
    byte[] text = reason.getBytes(StandardCharsets.US_ASCII);
    byte[] payload = new byte[2 + text.length];
    payload[0] = (byte) (code >> 8);
    payload[1] = (byte) code;
    System.arraycopy(text, 0, payload, 2, text.length);
    return control(CLOSE, payload);
  }

  public static byte[] ping() {
    return control(PING, NONE);
  }

  /// The answer to a ping; `payload` is at most 125 bytes.
  public static byte[] pong(byte[] payload) {
    return control(PONG, payload);
  }

  private static byte[] frame(Ref joinRef, Ref ref, String topic, String event, byte[] payload) {
    JsonWriter before = envelope(joinRef, ref, topic, event);
    before.comma();
    return text(before, payload, END);
  }

  private static JsonWriter envelope(Ref joinRef, Ref ref, String topic, String event) {
    JsonWriter json = new JsonWriter(128 + 3 * topic.length());
    return json.beginArray().raw(joinRef.raw()).raw(ref.raw()).value(topic).value(event);
  }

  /// Builds one frame from three parts, so that the payload is copied only once.
  private static byte[] text(JsonWriter before, byte[] payload, byte[] after) {
    int length = before.size() + payload.length + after.length;
    int header = headerBytes(length);
    byte[] frame = new byte[header + length];
    putHeader(frame, TEXT, header, length);
    before.copyTo(frame, header);
    System.arraycopy(payload, 0, frame, header + before.size(), payload.length);
    System.arraycopy(after, 0, frame, frame.length - after.length, after.length);
    return frame;
  }

  /// A text frame whose payload is the first `length` bytes of `payload`, already deflated (RFC
  /// 7692 §6).
  static byte[] deflated(byte[] payload, int length) {
    int header = headerBytes(length);
    byte[] frame = new byte[header + length];
    putHeader(frame, DEFLATED_TEXT, header, length);
    System.arraycopy(payload, 0, frame, header, length);
    return frame;
  }

  private static void putHeader(byte[] frame, int first, int header, int length) {
    frame[0] = (byte) first;
    if (header == 2) {
      frame[1] = (byte) length;
    } else if (header == 4) {
      frame[1] = 126;
      frame[2] = (byte) (length >> 8);
      frame[3] = (byte) length;
    } else {
      frame[1] = 127;
      for (int i = 0; i < 4; i++) {
        frame[6 + i] = (byte) (length >> (24 - 8 * i));
      }
    }
  }

  /// The length of the header before a payload of `length` bytes.
  static int headerBytes(int length) {
    return length < 126 ? 2 : length < 65536 ? 4 : 10;
  }

  /// The length of the header of a frame built here.
  static int headerBytesOf(byte[] frame) {
    return frame[1] == 126 ? 4 : frame[1] == 127 ? 10 : 2;
  }

  private static byte[] control(int opcode, byte[] payload) {
    byte[] frame = new byte[2 + payload.length];
    frame[0] = (byte) opcode;
    frame[1] = (byte) payload.length;
    System.arraycopy(payload, 0, frame, 2, payload.length);
    return frame;
  }
}
