package hubbub.phoenix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/// What the strictest clients in the wild require of every text frame from a server: rules C1 to
/// C10 and C14. Each rule is the union of what some clients depend on. Applied to every frame that
/// any test receives.
final class Strictest {
  private static final Set<String> PRESENCE = Set.of("presence_state", "presence_diff");

  private Strictest() {}

  /// Fails unless the frame, parsed from `text`, obeys all rules.
  static void judge(String text, JsonNode frame) {
    assertTrue(isCompact(text), "C1, compact: " + text);
    assertEquals(5, frame.size(), "C3, five elements: " + text);
    assertTrue(isRef(frame.get(0)) && isRef(frame.get(1)), "C3, refs: " + text);
    assertTrue(frame.get(2).isTextual() && frame.get(3).isTextual(), "C3, words: " + text);
    assertTrue(frame.get(4).isObject(), "C5, a payload is an object: " + text);
    String topic = frame.get(2).textValue();
    String event = frame.get(3).textValue();
    assertTrue(
        (isPlain(topic) && isPlain(event)) || isUnmatched(frame),
        "C2, words that need no escape: " + text);
    assertTrue(
        isUnmatched(frame) || text.contains(",\"" + topic + "\",\"" + event + "\","),
        "C2, words that are not escaped: " + text);
    assertTrue(
        !frame.get(0).isNull() || frame.get(1).isNull() || event.startsWith("phx_"),
        "C9, a ref without a join_ref: " + text);
    judgePayload(text, event, frame);
  }

  private static void judgePayload(String text, String event, JsonNode frame) {
    JsonNode payload = frame.get(4);
    if (event.equals("phx_reply")) {
      assertTrue(
          payload.path("status").isTextual() && payload.path("response").isObject(),
          "C6, status and response: " + text);
    } else {
      assertFalse(payload.has("status") || payload.has("response"), "C7: " + text);
    }
    if (PRESENCE.contains(event)) {
      assertTrue(frame.get(1).isNull(), "C14, presence has no ref: " + text);
      judgePresence(text, payload);
    }
  }

  /// An entry holds only metas; a diff holds two maps of entries.
  private static void judgePresence(String text, JsonNode map) {
    for (JsonNode entry : map) {
      if (map.has("joins")) {
        judgePresence(text, entry);
      } else {
        assertTrue(entry.size() == 1 && entry.path("metas").isArray(), "C10: " + text);
      }
    }
  }

  /// A string, null, or a number, which only ever echoes the client's.
  private static boolean isRef(JsonNode ref) {
    return ref.isTextual() || ref.isNull() || ref.isNumber();
  }

  /// The only frame whose topic may be anything, as the client made it up.
  private static boolean isUnmatched(JsonNode frame) {
    return frame.at("/4/response/reason").asText().equals("unmatched topic");
  }

  private static boolean isPlain(String word) {
    return word.chars().noneMatch(c -> c < ' ' || c == ',' || c == '"' || c == '\\');
  }

  /// Whether there is no whitespace outside strings.
  private static boolean isCompact(String json) {
    boolean isInString = false;
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      if (isInString && c == '\\') {
        i++;
      } else if (c == '"') {
        isInString = !isInString;
      } else if (!isInString && c <= ' ') {
        return false;
      }
    }
    return true;
  }
}
