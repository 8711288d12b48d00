package hubbub.codec;

import com.fasterxml.jackson.core.JsonToken;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// Reads what [CborWriter] wrote, in the same order. Whatever the bytes, it returns a value or
/// throws [Unreadable], and takes no more time and memory than their number warrants. Not to be
/// used any more after it threw. Confined to one thread.
public final class CborReader {
  /// The oldest version of the form that is still read.
  public static final int OLDEST_VERSION = 1;

  private final Tokens tokens;
  private final SlotTypes slots;
  private long baseMillis;
  private int lostSlotValues;

  /// A reader of topics whose extension has these `slots`.
  public CborReader(byte[] bytes, SlotTypes slots) throws Unreadable {
    this(bytes, slots, 0);
  }

  /// A reader that moves all times by `shiftMillis`, for when its clock differs from the writer's.
  /// Times inside texts, frames and the values of slots stay as they are.
  public CborReader(byte[] bytes, SlotTypes slots, long shiftMillis) throws Unreadable {
    this.tokens = new Tokens(bytes);
    this.slots = slots;
    this.baseMillis = shiftMillis;
  }

  /// The version of the form, see [CborWriter#version].
  ///
  /// @throws Unreadable also if this release can't read that version
  public int version() throws Unreadable {
    long version = number();
    checkVersion(version);
    return (int) version;
  }

  /// Makes sure that this release can read that version of the form.
  public void checkVersion(long version) throws Unreadable {
    if (version < OLDEST_VERSION || version > CborWriter.VERSION) {
      throw unreadable(
          "version %d (expected: %d to %d)".formatted(version, OLDEST_VERSION, CborWriter.VERSION));
    }
  }

  /// A whole number.
  public long number() throws Unreadable {
    return tokens.number();
  }

  /// A whole number that an int can hold.
  public int smallNumber() throws Unreadable {
    long number = number();
    if (number != (int) number) {
      throw unreadable("a number of more than 32 bits");
    }
    return (int) number;
  }

  /// A whole number, or none.
  public OptionalLong optionalNumber() throws Unreadable {
    return isAbsent() ? OptionalLong.empty() : OptionalLong.of(number());
  }

  /// A whole number that an int can hold, or none.
  public OptionalInt optionalSmallNumber() throws Unreadable {
    return isAbsent() ? OptionalInt.empty() : OptionalInt.of(smallNumber());
  }

  /// A time in milliseconds since 1970 UTC, moved by the reader's shift; 0 for none;
  /// [Long#MAX_VALUE] for never, and for what a long can't hold.
  public long time() throws Unreadable {
    if (tokens.next() == JsonToken.VALUE_TRUE || tokens.next() == JsonToken.VALUE_FALSE) {
      return flag() ? CborWriter.NEVER : 0;
    }
    long difference = number();
    long at = baseMillis + difference;
    boolean overflows = ((baseMillis ^ at) & (difference ^ at)) < 0;
    if (overflows && difference < 0) {
      throw unreadable("a time before all times");
    }
    return overflows ? CborWriter.NEVER : at;
  }

  /// A time, or none.
  public OptionalLong optionalTime() throws Unreadable {
    return isAbsent() ? OptionalLong.empty() : OptionalLong.of(time());
  }

  /// Reads what was written by [CborWriter#timesSince]. `baseMillis` is what this reader read as
  /// the writer's, so it has been moved already.
  public <T> T timesSince(long baseMillis, Reading<T> reading) throws Unreadable {
    long before = this.baseMillis;
    this.baseMillis = baseMillis;
    T value = reading.read(this);
    this.baseMillis = before;
    return value;
  }

  /// A text.
  public String text() throws Unreadable {
    return tokens.text();
  }

  /// Bytes.
  public byte[] bytes() throws Unreadable {
    return tokens.bytes();
  }

  /// A `true` or `false`.
  public boolean flag() throws Unreadable {
    return tokens.flag();
  }

  /// A value in its own form.
  public <T> T value(Form<T> form) throws Unreadable {
    return form.read(this);
  }

  /// A value, or none.
  public <T> Optional<T> optional(Form<T> form) throws Unreadable {
    return isAbsent() ? Optional.empty() : Optional.of(form.read(this));
  }

  /// Whether the next value is absent. If so, it has been read.
  private boolean isAbsent() throws Unreadable {
    boolean isAbsent = tokens.next() == JsonToken.VALUE_NULL;
    if (isAbsent) {
      tokens.skip();
    }
    return isAbsent;
  }

  /// Any number of values.
  public <T> List<T> list(Form<T> form) throws Unreadable {
    tokens.skip(JsonToken.START_ARRAY, "a list");
    List<T> elements = new ArrayList<>();
    while (hasMore()) {
      elements.add(form.read(this));
    }
    tokens.skip();
    return elements;
  }

  /// A list that older releases did not write; empty if it is missing.
  <T> List<T> newList(Form<T> form) throws Unreadable {
    return hasMore() ? list(form) : List.of();
  }

  /// Whether the record or list that is being read goes on. An older release wrote fewer fields.
  public boolean hasMore() {
    return tokens.next() != JsonToken.END_ARRAY;
  }

  /// Reads a record, called `what` where it is unreadable, and makes sure that it ends with the
  /// last field that `fields` reads.
  <T> T record(String what, Reading<T> fields) throws Unreadable {
    return tokens.in(
        what,
        () -> {
          tokens.skip(JsonToken.START_ARRAY, "a record");
          T value = fields.read(this);
          tokens.skip(JsonToken.END_ARRAY, "no more fields");
          return value;
        });
  }

  /// Whether nothing is left.
  public boolean isAtEnd() {
    return tokens.next() == null;
  }

  /// Makes sure that nothing is left.
  public void end() throws Unreadable {
    tokens.expect(isAtEnd(), "no more bytes");
  }

  /// The input, for values that are no records.
  Tokens tokens() {
    return tokens;
  }

  /// The slots of the topic's extension.
  SlotTypes slots() {
    return slots;
  }

  /// Counts a value of a slot that could not be made from its bytes.
  void loseSlotValue() {
    lostSlotValues++;
  }

  /// How many values of slots were left out, because the extension does not declare their slot or
  /// failed to decode them.
  public int lostSlotValues() {
    return lostSlotValues;
  }

  /// What to throw, because of a `problem` right here.
  public Unreadable unreadable(String problem) {
    return tokens.unreadable(problem);
  }

  /// Reads one value.
  @FunctionalInterface
  public interface Reading<T> {
    /// The next value of `in`.
    T read(CborReader in) throws Unreadable;
  }
}
