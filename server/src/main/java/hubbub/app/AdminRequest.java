package hubbub.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
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

  /// Something in a request is not as it should be.
  static final class Wrong extends Exception {
    private static final long serialVersionUID = 1;

    Wrong(String message) {
      super(message);
    }
  }

  /// What came of it: lines to print, after those that came before.
  record Answer(boolean isOk, List<String> lines) {
    Answer {
      lines = List.copyOf(lines);
    }

    /// Done; there is nothing to add.
    static final Answer DONE = new Answer(true, List.of());

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

  /// The word at that place.
  ///
  /// @throws Wrong if there are fewer: `otherwise` says what is missing
  String word(int place, String otherwise) throws Wrong {
    return word(place).orElseThrow(() -> new Wrong(otherwise));
  }

  /// The duration in that option; empty if it was not given.
  Optional<Duration> duration(String name) throws Wrong {
    Optional<String> given = option(name);
    try {
      return given.isPresent()
          ? Optional.of(
              SettingTypes.duration(name, "1h", "").read(name, given.get(), "the command"))
          : Optional.empty();
    } catch (BadSetting e) {
      throw new Wrong(String.valueOf(e.getMessage()));
    }
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
