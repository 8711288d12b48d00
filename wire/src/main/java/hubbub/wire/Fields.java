package hubbub.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Reads the fields of a payload, and checks type and range. A null field counts as absent. Lengths
/// are in characters (Unicode code points).
public final class Fields {
  private final JsonNode object;

  private Fields(JsonNode object) {
    this.object = object;
  }

  /// The fields of `payload`.
  ///
  /// @throws InvalidField if the payload is not an object
  public static Fields of(JsonNode payload) throws InvalidField {
    if (!payload.isObject()) {
      throw new InvalidField("payload", "an object");
    }
    return new Fields(payload);
  }

  public String text(String name) throws InvalidField {
    return text(name, 0, Integer.MAX_VALUE);
  }

  public String text(String name, int min, int max) throws InvalidField {
    return optionalText(name, min, max).orElseThrow(() -> expectedText(name, min, max));
  }

  public Optional<String> optionalText(String name) throws InvalidField {
    return optionalText(name, 0, Integer.MAX_VALUE);
  }

  public Optional<String> optionalText(String name, int min, int max) throws InvalidField {
    JsonNode node = object.path(name);
    if (node.isMissingNode() || node.isNull()) {
      return Optional.empty();
    }
    if (!node.isTextual() || !isBetween(min, node.textValue(), max)) {
      throw expectedText(name, min, max);
    }
    return Optional.of(node.textValue());
  }

  private static boolean isBetween(int min, String text, int max) {
    int length = text.codePointCount(0, text.length());
    return length >= min && length <= max;
  }

  private static InvalidField expectedText(String name, int min, int max) {
    return new InvalidField(
        name,
        max == Integer.MAX_VALUE
            ? "a string"
            : "a string of " + min + " to " + max + " characters");
  }

  public long integer(String name, long min, long max) throws InvalidField {
    return optionalInteger(name, min, max).orElseThrow(() -> expectedInteger(name, min, max));
  }

  public OptionalLong optionalInteger(String name, long min, long max) throws InvalidField {
    JsonNode node = object.path(name);
    if (node.isMissingNode() || node.isNull()) {
      return OptionalLong.empty();
    }
    boolean isWhole = node.isIntegralNumber() && node.canConvertToLong();
    if (!isWhole || node.longValue() < min || node.longValue() > max) {
      throw expectedInteger(name, min, max);
    }
    return OptionalLong.of(node.longValue());
  }

  private static InvalidField expectedInteger(String name, long min, long max) {
    return new InvalidField(
        name,
        max == Long.MAX_VALUE
            ? "a whole number from " + min
            : "a whole number from " + min + " to " + max);
  }

  public Optional<Boolean> optionalFlag(String name) throws InvalidField {
    JsonNode node = object.path(name);
    if (node.isMissingNode() || node.isNull()) {
      return Optional.empty();
    }
    if (!node.isBoolean()) {
      throw new InvalidField(name, "true or false");
    }
    return Optional.of(node.booleanValue());
  }

  public Optional<JsonNode> optionalObject(String name) throws InvalidField {
    JsonNode node = object.path(name);
    if (node.isMissingNode() || node.isNull()) {
      return Optional.empty();
    }
    if (!node.isObject()) {
      throw new InvalidField(name, "an object");
    }
    return Optional.of(node);
  }

  /// A list of at most `most` texts, each of 1 to `longest` characters.
  public Optional<List<String>> optionalTexts(String name, int most, int longest)
      throws InvalidField {
    JsonNode node = object.path(name);
    if (node.isMissingNode() || node.isNull()) {
      return Optional.empty();
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode element : node) {
      texts.add(element.asText());
    }
    boolean isAll =
        node.isArray()
            && texts.size() <= most
            && node.valueStream().allMatch(JsonNode::isTextual)
            && texts.stream().allMatch(text -> isBetween(1, text, longest));
    if (!isAll) {
      throw new InvalidField(
          name, "a list of at most " + most + " strings of 1 to " + longest + " characters");
    }
    return Optional.of(texts);
  }

  /// Thrown for a field that is missing, or not of the expected type or range.
  public static final class InvalidField extends Exception {
    private static final long serialVersionUID = 1L;
    private final String field;
    private final String expected;

    public InvalidField(String field, String expected) {
      super(field + " (expected: " + expected + ")", null, false, false);
      this.field = field;
      this.expected = expected;
    }

    public String field() {
      return field;
    }

    public String expected() {
      return expected;
    }
  }
}
