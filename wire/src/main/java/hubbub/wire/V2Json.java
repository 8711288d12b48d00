package hubbub.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// Phoenix's V2: a JSON array of five, `[join_ref, ref, topic, event, payload]`; further elements
/// are ignored. Reads the envelope token by token; only the payload becomes a tree.
public final class V2Json implements Serializer {
  private static final int MAX_REF_CHARACTERS = 64;

  private static final JsonMapper JSON = JsonMapper.builder(factory()).build();

  private static JsonFactory factory() {
    return new JsonFactoryBuilder()
        .streamReadConstraints(
            StreamReadConstraints.builder().maxNestingDepth(64).maxNumberLength(64).build())
        .configure(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS, false)
        .configure(JsonFactory.Feature.INTERN_FIELD_NAMES, false)
        .configure(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES, false)
        .build();
  }

  @Override
  public ClientFrame decode(byte[] utf8, int offset, int length) throws BadFrame {
    if (!isUtf8(utf8, offset, length)) {
      throw new BadFrame(CloseReason.BAD_TEXT, "not UTF-8");
    }
    String text = new String(utf8, offset, length, StandardCharsets.UTF_8);
    try (JsonParser parser = JSON.createParser(text)) {
      return read(parser, text);
    } catch (IOException | RuntimeException e) {
      throw new BadFrame(CloseReason.UNDECODABLE, "not a frame");
    }
  }

  private static ClientFrame read(JsonParser parser, String text) throws IOException, BadFrame {
    expect(parser.nextToken() == JsonToken.START_ARRAY);
    Ref joinRef = ref(parser, text);
    Ref ref = ref(parser, text);
    String topic = string(parser);
    String event = string(parser);
    JsonToken payload = parser.nextToken();
    expect(payload != null && payload != JsonToken.END_ARRAY);
    JsonNode tree = JSON.readTree(parser);
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      expect(parser.currentToken() != null);
      parser.skipChildren();
    }
    expect(parser.nextToken() == null);
    return new ClientFrame(joinRef, ref, topic, event, tree);
  }

  private static Ref ref(JsonParser parser, String text) throws IOException, BadFrame {
    JsonToken token = parser.nextToken();
    expect(token != null);
    return switch (token) {
      case VALUE_NULL -> Ref.NULL;
      case VALUE_STRING -> {
        expect(parser.getTextLength() <= MAX_REF_CHARACTERS);
        yield raw(parser, text);
      }
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> raw(parser, text);
      default -> throw new BadFrame(CloseReason.UNDECODABLE, "a ref is a string or null");
    };
  }

  /// The token as the client wrote it; quoting it again could change its escapes.
  private static Ref raw(JsonParser parser, String text) throws IOException {
    parser.finishToken();
    int from = (int) parser.currentTokenLocation().getCharOffset();
    int to = (int) parser.currentLocation().getCharOffset();
    return new Ref(text.substring(from, to));
  }

  private static String string(JsonParser parser) throws IOException, BadFrame {
    expect(parser.nextToken() == JsonToken.VALUE_STRING);
    return parser.getText();
  }

  private static void expect(boolean holds) throws BadFrame {
    if (!holds) {
      throw new BadFrame(CloseReason.UNDECODABLE, "not an array of five");
    }
  }

  private static boolean isUtf8(byte[] bytes, int offset, int length) {
    int end = offset + length;
    int at = offset;
    while (at < end && bytes[at] >= 0) {
      at++;
    }
    if (at == end) {
      return true;
    }
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, at, end - at));
      return true;
    } catch (CharacterCodingException _) {
      return false;
    }
  }
}
