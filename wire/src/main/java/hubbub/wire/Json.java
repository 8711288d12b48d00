package hubbub.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Set;

/// Decides which JSON from a client may be shown to others. Any thread.
public final class Json {
  private static final Set<String> POISON = Set.of("__proto__", "constructor", "prototype");

  private Json() {}

  /// Whether `node` is at most `depth` levels deep and `bytes` bytes long in UTF-8, and has no key
  /// that breaks JavaScript clients, nor a number too big for a double (`1e999`).
  public static boolean isSafe(JsonNode node, int depth, int bytes) {
    return isSafe(node, depth) && node.toString().getBytes(StandardCharsets.UTF_8).length <= bytes;
  }

  private static boolean isSafe(JsonNode node, int depth) {
    if (!node.isContainerNode()) {
      return !node.isFloatingPointNumber() || Double.isFinite(node.doubleValue());
    }
    if (depth == 0) {
      return false;
    }
    for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
      if (POISON.contains(names.next())) {
        return false;
      }
    }
    for (JsonNode child : node) {
      if (!isSafe(child, depth - 1)) {
        return false;
      }
    }
    return true;
  }
}
