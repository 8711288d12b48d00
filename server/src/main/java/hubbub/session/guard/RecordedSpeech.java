package hubbub.session.guard;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hubbub.topic.AddressPrefix;
import hubbub.topic.MemberId;
import hubbub.topic.Rank;
import hubbub.topic.TopicName;
import hubbub.topic.extension.Utterance;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A line of a recorded chat: `{"at_ms": 1200, "from": "g1", "body": "hi"}`. It may have `what`
/// (`message`, `nick`, `nick_at_join`, `title`, `keyword`), `topic`, `rank`, `address`, `meta`,
/// `nonce`; `known_ms`, how long the sender has been known; and `present_ms`, how long in that
/// topic, which is `known_ms` if it is not there.
public record RecordedSpeech(long atMillis, Speech speech) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TopicName TOPIC = new TopicName("room:a");

  /// Reads a line.
  ///
  /// @throws IllegalArgumentException if it is none
  public static RecordedSpeech parse(String line) {
    try {
      return parse(JSON.readTree(line));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not JSON: " + line, e);
    }
  }

  private static RecordedSpeech parse(JsonNode line) {
    if (!line.path("at_ms").isIntegralNumber()
        || !line.path("from").isTextual()
        || !line.path("body").isTextual()) {
      throw new IllegalArgumentException(
          "a line without at_ms, from or body: " + line + " (expected: all three)");
    }
    long at = line.path("at_ms").asLong();
    long now = TimeUnit.MILLISECONDS.toNanos(at);
    long known = TimeUnit.MILLISECONDS.toNanos(line.path("known_ms").asLong(0));
    long present =
        line.has("present_ms")
            ? TimeUnit.MILLISECONDS.toNanos(line.get("present_ms").asLong(0))
            : known;
    Speech.Sender sender =
        new Speech.Sender(
            new MemberId(line.path("from").asText()),
            text(line, "rank").flatMap(Rank::of).orElse(Rank.GUEST),
            text(line, "address").map(AddressPrefix::parse),
            now - present);
    return new RecordedSpeech(
        at,
        new Speech(
            text(line, "topic").flatMap(TopicName::parse).orElse(TOPIC),
            text(line, "what").map(RecordedSpeech::what).orElse(Utterance.What.MESSAGE),
            line.path("body").asText(),
            Optional.ofNullable(line.get("meta")).map(JsonNode::toString),
            text(line, "nonce"),
            sender,
            Optional.empty(),
            Speech.Circumstances.knownFor(known),
            now));
  }

  private static Optional<String> text(JsonNode line, String field) {
    return Optional.ofNullable(line.get(field)).map(JsonNode::asText);
  }

  private static Utterance.What what(String word) {
    return Utterance.What.valueOf(word.toUpperCase(Locale.ROOT));
  }

  /// The line for a speech, of which `atMillis` counts from the beginning of the record. `address`
  /// stands for the sender's, so that no record has real ones.
  public static String line(long atMillis, Heard heard, Optional<String> address) {
    Speech speech = heard.speech();
    ObjectNode line =
        JSON.createObjectNode()
            .put("at_ms", atMillis)
            .put("what", speech.what().name().toLowerCase(Locale.ROOT))
            .put("topic", speech.topic().value())
            .put("from", speech.from().id().value())
            .put("rank", speech.from().rank().word())
            .put("known_ms", TimeUnit.NANOSECONDS.toMillis(heard.knownNanos()))
            .put("present_ms", TimeUnit.NANOSECONDS.toMillis(heard.presentNanos()))
            .put("body", speech.text());
    address.ifPresent(it -> line.put("address", it));
    speech.nonce().ifPresent(it -> line.put("nonce", it));
    speech.meta().ifPresent(it -> line.set("meta", parsed(it)));
    return line.toString();
  }

  private static JsonNode parsed(String meta) {
    try {
      return JSON.readTree(meta);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("meta: " + meta + " (expected: JSON)", e);
    }
  }
}
