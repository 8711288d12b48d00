package hubbub.session.guard;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// What the rules need of a message's meta: how many people it mentions, and all texts in it, which
/// reach everybody like the message itself. A name in it is a text, unless it is an identifier.
record MessageMeta(int mentions, List<String> texts) {
  static final MessageMeta NONE = new MessageMeta(0, List.of());

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern IDENTIFIER = Pattern.compile("[\\w.-]{0,64}");

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
    node.fieldNames()
        .forEachRemaining(name -> {
          if (!IDENTIFIER.matcher(name).matches()) {
            texts.add(name);
          }
        });
    node.forEach(each -> collect(each, texts));
  }
}
