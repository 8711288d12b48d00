package hubbub.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Cuts parts out of broadcasts built by [ServerFrames], so that history and missed events are byte
/// for byte what others got. Parses nothing: topics and events have no character that JSON escapes.
public final class Splice {
  private static final int BEFORE_TOPIC = "[null,null,\"".length();
  private static final int BETWEEN = "\",\"".length();

  private Splice() {}

  /// The payload of a broadcast to `topic`.
  public static byte[] payload(String topic, byte[] frame) {
    int from = eventEnd(topic, frame) + "\",".length();
    return Arrays.copyOfRange(frame, from, frame.length - 1);
  }

  /// The event of a broadcast to `topic`.
  public static String event(String topic, byte[] frame) {
    int from = eventStart(topic, frame);
    return new String(frame, from, eventEnd(topic, frame) - from, StandardCharsets.UTF_8);
  }

  private static int eventStart(String topic, byte[] frame) {
    int header = ServerFrames.headerBytesOf(frame);
    int topicBytes = topic.getBytes(StandardCharsets.UTF_8).length;
    return header + BEFORE_TOPIC + topicBytes + BETWEEN;
  }

  private static int eventEnd(String topic, byte[] frame) {
    int at = eventStart(topic, frame);
    while (frame[at] != '"') {
      at++;
    }
    return at;
  }
}
