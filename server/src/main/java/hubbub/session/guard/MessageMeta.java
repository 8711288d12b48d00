package hubbub.session.guard;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;

/// What the rules need of a message's meta: how many people it mentions, and all texts in it, which
/// reach everybody like the message itself.
record MessageMeta(int mentions, List<String> texts) {
  static final MessageMeta NONE = new MessageMeta(0, List.of());

  private static final ObjectMapper JSON = new ObjectMapper();

  MessageMeta {
    texts = List.copyOf(texts);
  }

  /// Reads a meta, which the edge has validated.
  static MessageMeta parse(String json) {
    try {
      JsonNode meta = JSON.readTree(json);
      List<String> texts = new ArrayList<>();
      collect(meta, texts);
      return new MessageMeta(meta.path("mentions").size(), texts);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("meta: " + json + " (expected: JSON)", e);
    }
  }

  private static void collect(JsonNode node, List<String> texts) {
    if (node.isTextual()) {
      texts.add(node.asText());
    }
    node.forEach(each -> collect(each, texts));
  }
}
