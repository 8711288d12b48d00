package hubbub.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Reads what [CborWriter] wrote, in the same order. Whatever the bytes, it returns a value or
/// throws [Unreadable], and takes no more time and memory than their number warrants. Confined to
/// one thread.
public final class CborReader {
  /// The oldest version of the form that is still read.
  public static final int OLDEST_VERSION = 1;

  /// A payload may be 64 deep; the records around it are few.
  private static final int MOST_DEPTH = 128;

  private static final CBORFactory CBOR =
      CBORFactory.builder()
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MOST_DEPTH)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private final JsonParser in;
  private final SlotTypes slots;
  private long baseMillis;
  private int lostSlotValues;

  /// The innermost record that is being read.
  private String what = "input";

  /// The first token that has not been read; null at the end of the input.
  private @Nullable JsonToken next;

  /// A reader of topics whose extension has these `slots`.
  public CborReader(byte[] bytes, SlotTypes slots) throws Unreadable {
    this(bytes, slots, 0);
  }

  /// A reader that moves all times by `shiftMillis`, for a reader's clock that differs from the
  /// writer's. Times inside texts and values of slots stay as they are.
  public CborReader(byte[] bytes, SlotTypes slots, long shiftMillis) throws Unreadable {
    this.slots = slots;
    this.baseMillis = shiftMillis;
    try {
      in = CBOR.createParser(bytes);
      next = in.nextToken();
    } catch (IOException e) {
      throw new Unreadable(what, 0, e);
    }
  }

  /// The version of the form, as at the beginning of a file or a conversation.
  ///
  /// @throws Unreadable also if this release can't read that version
  public int version() throws Unreadable {
    long version = number();
    if (version < OLDEST_VERSION || version > CborWriter.VERSION) {
      throw unreadable(
          "version "
              + version
              + " (expected: "
              + OLDEST_VERSION
              + " to "
              + CborWriter.VERSION
              + ")");
    }
    return (int) version;
  }

  public long number() throws Unreadable {
    expect(next == JsonToken.VALUE_NUMBER_INT, "a whole number");
    return take(() -> {
      JsonParser.NumberType type = in.getNumberType();
      expect(
          type == JsonParser.NumberType.INT || type == JsonParser.NumberType.LONG, "up to 64 bits");
      return in.getLongValue();
    });
  }

  /// A number that fits into an int.
  public int smallNumber() throws Unreadable {
    long number = number();
    if (number != (int) number) {
      throw unreadable("number " + number + " (expected: up to 32 bits)");
    }
    return (int) number;
  }

  public OptionalInt optionalSmallNumber() throws Unreadable {
    return isAbsent() ? OptionalInt.empty() : OptionalInt.of(smallNumber());
  }

  public OptionalLong optionalNumber() throws Unreadable {
    return isAbsent() ? OptionalLong.empty() : OptionalLong.of(number());
  }

  double fraction() throws Unreadable {
    expect(next == JsonToken.VALUE_NUMBER_FLOAT, "a fraction");
    return take(() -> {
      expect(in.getNumberType() == JsonParser.NumberType.DOUBLE, "64 bits");
      return in.getDoubleValue();
    });
  }

  /// A time in milliseconds since 1970 UTC, moved by the reader's shift; 0 for none,
  /// [Long#MAX_VALUE] for never, also if it lies beyond what a long can hold.
  public long time() throws Unreadable {
    if (next == JsonToken.VALUE_TRUE || next == JsonToken.VALUE_FALSE) {
      return flag() ? CborWriter.NEVER : 0;
    }
    long difference = number();
    long at = baseMillis + difference;
    boolean isTooLate = baseMillis > 0 && difference > 0 && at < 0;
    if (baseMillis < 0 && difference < 0 && at >= 0) {
      throw unreadable("a time before all times");
    }
    return isTooLate ? CborWriter.NEVER : at;
  }

  public OptionalLong optionalTime() throws Unreadable {
    return isAbsent() ? OptionalLong.empty() : OptionalLong.of(time());
  }

  /// Reads what was written by [CborWriter#timesSince]. `baseMillis` is what the reader read as
  /// that time, and so already moved.
  public <T> T timesSince(long baseMillis, Reading<T> reading) throws Unreadable {
    long before = this.baseMillis;
    this.baseMillis = baseMillis;
    T value = reading.read(this);
    this.baseMillis = before;
    return value;
  }

  public String text() throws Unreadable {
    expect(next == JsonToken.VALUE_STRING, "text");
    return take(in::getText);
  }

  public byte[] bytes() throws Unreadable {
    expect(next == JsonToken.VALUE_EMBEDDED_OBJECT, "bytes");
    return take(in::getBinaryValue);
  }

  public boolean flag() throws Unreadable {
    boolean flag = next == JsonToken.VALUE_TRUE;
    expect(flag || next == JsonToken.VALUE_FALSE, "true or false");
    advance();
    return flag;
  }

  public <T> T value(Form<T> form) throws Unreadable {
    return form.read(this);
  }

  public <T> Optional<T> optional(Form<T> form) throws Unreadable {
    return isAbsent() ? Optional.empty() : Optional.of(form.read(this));
  }

  /// Whether the next value is absent; if so, it has been read.
  private boolean isAbsent() throws Unreadable {
    boolean isAbsent = next == JsonToken.VALUE_NULL;
    if (isAbsent) {
      advance();
    }
    return isAbsent;
  }

  public <T> List<T> list(Form<T> form) throws Unreadable {
    expect(next == JsonToken.START_ARRAY, "a list");
    advance();
    List<T> elements = new ArrayList<>();
    while (hasMore()) {
      elements.add(form.read(this));
    }
    advance();
    return elements;
  }

  /// Whether the record or list that is being read goes on. An older release wrote fewer fields.
  public boolean hasMore() {
    return next != JsonToken.END_ARRAY;
  }

  /// Reads a record, called `what` where it is unreadable, and makes sure that it ends with its
  /// last known field. What a constructor rejects is unreadable, too.
  <T> T record(String what, Reading<T> fields) throws Unreadable {
    String outer = this.what;
    this.what = what;
    expect(next == JsonToken.START_ARRAY, "a record");
    advance();
    try {
      T value = fields.read(this);
      expect(!hasMore(), "no more fields");
      advance();
      this.what = outer;
      return value;
    } catch (IllegalArgumentException e) {
      throw new Unreadable(what, in.currentTokenLocation().getByteOffset(), e);
    }
  }

  /// Makes sure that nothing is left.
  public void end() throws Unreadable {
    expect(next == null, "no more bytes");
  }

  SlotTypes slots() {
    return slots;
  }

  /// Counts a value of a slot that could not be made from bytes.
  void loseSlotValue() {
    lostSlotValues++;
  }

  /// How many values of slots were left out, because the extension does not declare their slot or
  /// failed to decode them.
  public int lostSlotValues() {
    return lostSlotValues;
  }

  /// The first token that has not been read; null at the end.
  @Nullable JsonToken next() {
    return next;
  }

  /// The name of the field that comes next in a map.
  String name() throws Unreadable {
    expect(next == JsonToken.FIELD_NAME, "a name");
    return take(in::currentName);
  }

  void advance() throws Unreadable {
    try {
      next = in.nextToken();
    } catch (IOException e) {
      throw new Unreadable(what, in.currentLocation().getByteOffset(), e);
    }
  }

  private <T> T take(Part<T> part) throws Unreadable {
    try {
      T value = part.get();
      next = in.nextToken();
      return value;
    } catch (IOException e) {
      throw new Unreadable(what, in.currentLocation().getByteOffset(), e);
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

  /// Reads one value.
  @FunctionalInterface
  public interface Reading<T> {
    /// The next value of `in`.
    T read(CborReader in) throws Unreadable;
  }

  @FunctionalInterface
  private interface Part<T> {
    T get() throws IOException, Unreadable;
  }
}
