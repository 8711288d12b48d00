package hubbub.phoenix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/// What the strictest clients in the wild demand of every text frame that a server sends: rules C1
/// to C10 and C14, each the union of what some of them cannot do without. Held against every frame
/// that any test receives.
final class Strictest {
  private static final Set<String> PRESENCE = Set.of("presence_state", "presence_diff");

  private Strictest() {}

  /// Fails unless the frame, parsed from `text`, keeps all rules.
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

  /// Entries hold metas and nothing else; a diff has two maps of them.
  private static void judgePresence(String text, JsonNode map) {
    for (JsonNode entry : map) {
      if (map.has("joins")) {
        judgePresence(text, entry);
      } else {
        assertTrue(entry.size() == 1 && entry.path("metas").isArray(), "C10: " + text);
      }
    }
  }

  /// Strings or null; a number only goes back to who sent one.
  private static boolean isRef(JsonNode ref) {
    return ref.isTextual() || ref.isNull() || ref.isNumber();
  }

  /// The one frame whose topic is whatever the client made up.
  private static boolean isUnmatched(JsonNode frame) {
    return frame.at("/4/response/reason").asText().equals("unmatched topic");
  }

  private static boolean isPlain(String word) {
    return word.chars().noneMatch(c -> c < ' ' || c == ',' || c == '"' || c == '\\');
  }

  /// Whether no space stands outside strings.
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
