package hubbub.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonParser.NumberType;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// The tokens of a [CborReader]'s input, of which it can see the next one. Turns all that can go
/// wrong into [Unreadable].
final class Tokens {
  /// A payload may be 64 deep; the records around it are few.
  private static final int MOST_DEPTH = 128;

  /// The input is in memory already, so only its depth is limited. Names are not collected, because
  /// clients choose them.
  private static final CBORFactory CBOR =
      CBORFactory.builder()
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MOST_DEPTH)
                  .maxNameLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private final JsonParser in;

  /// The innermost record that is being read.
  private String what = "input";

  private @Nullable JsonToken next;

  Tokens(byte[] bytes) throws Unreadable {
    Heads.check(bytes);
    try {
      in = CBOR.createParser(bytes);
      next = in.nextToken();
    } catch (IOException e) {
      throw new Unreadable(what, 0, e);
    }
  }

  /// The first token that has not been read; null at the end of the input.
  @Nullable JsonToken next() {
    return next;
  }

  /// Goes past the next token.
  void skip() throws Unreadable {
    take(() -> "");
  }

  /// Goes past the next token, which must be this one.
  void skip(JsonToken token, String expected) throws Unreadable {
    expect(next == token, expected);
    skip();
  }

  long number() throws Unreadable {
    expect(next == JsonToken.VALUE_NUMBER_INT, "a whole number");
    return take(() -> {
      NumberType type = in.getNumberType();
      expect(type == NumberType.INT || type == NumberType.LONG, "up to 64 bits");
      return in.getLongValue();
    });
  }

  double fraction() throws Unreadable {
    expect(next == JsonToken.VALUE_NUMBER_FLOAT, "a fraction");
    return take(() -> {
      expect(in.getNumberType() == NumberType.DOUBLE, "64 bits");
      return in.getDoubleValue();
    });
  }

  boolean flag() throws Unreadable {
    boolean flag = next == JsonToken.VALUE_TRUE;
    expect(flag || next == JsonToken.VALUE_FALSE, "true or false");
    skip();
    return flag;
  }

  String text() throws Unreadable {
    expect(next == JsonToken.VALUE_STRING, "text");
    return take(in::getText);
  }

  byte[] bytes() throws Unreadable {
    expect(next == JsonToken.VALUE_EMBEDDED_OBJECT, "bytes");
    return take(in::getBinaryValue);
  }

  /// The name of a field of a map.
  String name() throws Unreadable {
    expect(next == JsonToken.FIELD_NAME, "a name");
    return take(in::currentName);
  }

  private <T> T take(Raw<T> raw) throws Unreadable {
    try {
      T value = raw.get();
      next = in.nextToken();
      return value;
    } catch (IOException e) {
      throw new Unreadable(what, in.currentLocation().getByteOffset(), e);
    }
  }

  /// What `reading` reads. If that is unreadable, it is called `what`; so is what a constructor
  /// rejects.
  <T> T in(String what, Part<T> reading) throws Unreadable {
    String outer = this.what;
    this.what = what;
    try {
      T value = reading.get();
      this.what = outer;
      return value;
    } catch (IllegalArgumentException e) {
      throw new Unreadable(what, in.currentTokenLocation().getByteOffset(), e);
    }
  }

  void expect(boolean isMet, String expected) throws Unreadable {
    if (!isMet) {
      throw unreadable((next == null ? "the end" : next) + " (expected: " + expected + ")");
    }
  }

  Unreadable unreadable(String problem) {
    return new Unreadable(what, in.currentTokenLocation().getByteOffset(), problem);
  }

  /// Reads a part of the input.
  @FunctionalInterface
  interface Part<T> {
    T get() throws Unreadable;
  }

  @FunctionalInterface
  private interface Raw<T> {
    T get() throws IOException, Unreadable;
  }
}
