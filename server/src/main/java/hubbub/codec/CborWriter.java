package hubbub.codec;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;

/// Writes values one after the other as CBOR (RFC 8949), into memory. [CborReader] reads them in
/// the same order. Half of a surrogate pair becomes U+FFFD, as in all that clients get. Confined to
/// one thread.
public final class CborWriter {
  /// The version of the form. Raised by a release that changes it.
  public static final int VERSION = 1;

  /// The time of what does not end.
  static final long NEVER = Long.MAX_VALUE;

  private final CborItems out = new CborItems();
  private final SlotTypes slots;
  private long baseMillis;
  private int lostSlotValues;

  /// A writer of topics whose extension has these `slots`.
  public CborWriter(SlotTypes slots) {
    this.slots = slots;
  }

  /// The version of the form, to begin a file or a conversation with.
  public CborWriter version() {
    return number(VERSION);
  }

  /// A whole number.
  public CborWriter number(long number) {
    out.number(number);
    return this;
  }

  /// A whole number, or none; read with [CborReader#optionalSmallNumber].
  public CborWriter optionalSmallNumber(OptionalInt number) {
    return number.isPresent() ? number(number.getAsInt()) : absent();
  }

  /// A whole number, or none.
  public CborWriter optionalNumber(OptionalLong number) {
    return number.isPresent() ? number(number.getAsLong()) : absent();
  }

  /// A number that may have a fraction.
  CborWriter fraction(double number) {
    out.fraction(number);
    return this;
  }

  /// A time in milliseconds since 1970 UTC; 0 for none, [Long#MAX_VALUE] for never. Written as the
  /// difference to a base, see [#timesSince]; none as `false` and never as `true`.
  public CborWriter time(long atMillis) {
    return atMillis == 0 || atMillis == NEVER
        ? flag(atMillis == NEVER)
        : number(Math.subtractExact(atMillis, baseMillis));
  }

  /// A time, or none.
  public CborWriter optionalTime(OptionalLong atMillis) {
    return atMillis.isPresent() ? time(atMillis.getAsLong()) : absent();
  }

  /// Has `writing` write times as differences to `baseMillis`. Outside of this the base is 1970.
  public CborWriter timesSince(long baseMillis, Consumer<CborWriter> writing) {
    long before = this.baseMillis;
    this.baseMillis = baseMillis;
    writing.accept(this);
    this.baseMillis = before;
    return this;
  }

  /// A text.
  public CborWriter text(String text) {
    out.text(text);
    return this;
  }

  /// Bytes.
  public CborWriter bytes(byte[] bytes) {
    out.bytes(bytes);
    return this;
  }

  /// A `true` or `false`.
  public CborWriter flag(boolean flag) {
    out.flag(flag);
    return this;
  }

  /// A value in its own form.
  public <T> CborWriter value(T value, Form<T> form) {
    form.write(this, value);
    return this;
  }

  /// A value, or `null` if it is absent. Its form must not write `null` itself.
  public <T> CborWriter optional(Optional<T> value, Form<T> form) {
    return value.isPresent() ? value(value.get(), form) : absent();
  }

  private CborWriter absent() {
    out.absent();
    return this;
  }

  /// Any number of values.
  public <T> CborWriter list(List<T> elements, Form<T> form) {
    out.array(elements.size());
    for (T element : elements) {
      form.write(this, element);
    }
    return this;
  }

  /// Begins a record. The length of its array is not written, so nobody has to count its fields.
  CborWriter begin() {
    out.begin();
    return this;
  }

  /// Ends the record.
  CborWriter end() {
    out.end();
    return this;
  }

  /// Begins a map of that many fields: the name of each is a text, before its value.
  CborWriter map(int size) {
    out.map(size);
    return this;
  }

  /// The slots of the topic's extension.
  SlotTypes slots() {
    return slots;
  }

  /// Counts a value of a slot that could not be turned into bytes.
  void loseSlotValue() {
    lostSlotValues++;
  }

  /// How many values of slots were left out, because the extension does not declare their slot or
  /// failed to encode them.
  public int lostSlotValues() {
    return lostSlotValues;
  }

  /// How many bytes were written.
  public int size() {
    return out.size();
  }

  /// All that was written.
  public byte[] toBytes() {
    return out.toBytes();
  }
}
