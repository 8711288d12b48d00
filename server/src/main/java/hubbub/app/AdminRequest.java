package hubbub.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What an operator asks with `./hubbub admin`: the words after `admin`, and the options. Crosses
/// the socket as one line of JSON.
record AdminRequest(List<String> words, Map<String, String> options) {
  private static final ObjectMapper JSON = new ObjectMapper();

  AdminRequest {
    words = List.copyOf(words);
    options = Map.copyOf(options);
  }

  /// What came of it: lines to print.
  record Answer(boolean isOk, List<String> lines) {
    Answer {
      lines = List.copyOf(lines);
    }

    static Answer ok(String line) {
      return new Answer(true, List.of(line));
    }

    static Answer refused(String line) {
      return new Answer(false, List.of(line));
    }

    String toJson() {
      ObjectNode json = JSON.createObjectNode().put("ok", isOk);
      ArrayNode all = json.putArray("lines");
      lines.forEach(all::add);
      return json.toString();
    }

    static Answer parse(String text) throws JsonProcessingException {
      JsonNode json = JSON.readTree(text);
      return new Answer(json.path("ok").asBoolean(), texts(json.path("lines")));
    }
  }

  /// The word at that place; empty if there are fewer.
  Optional<String> word(int place) {
    return place < words.size() ? Optional.of(words.get(place)) : Optional.empty();
  }

  Optional<String> option(String name) {
    return Optional.ofNullable(options.get(name));
  }

  String toJson() {
    ObjectNode json = JSON.createObjectNode();
    ArrayNode all = json.putArray("words");
    words.forEach(all::add);
    ObjectNode given = json.putObject("options");
    options.forEach(given::put);
    return json.toString();
  }

  static AdminRequest parse(String text) throws JsonProcessingException {
    JsonNode json = JSON.readTree(text);
    Map<String, String> options = new HashMap<>();
    json.path("options")
        .properties()
        .forEach(option -> options.put(option.getKey(), option.getValue().asText()));
    return new AdminRequest(texts(json.path("words")), options);
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.asText()));
    return texts;
  }
}
