package hubbub.codec;

import java.util.function.BiConsumer;

/// How values of one type are written and read. Whoever adds a field to a record adds it at the end
/// of both, and reads it only if the record [has more][CborReader#hasMore], else takes a default.
public interface Form<T> {
  /// A text.
  Form<String> TEXT = of(CborWriter::text, CborReader::text);

  /// Bytes.
  Form<byte[]> BYTES = of(CborWriter::bytes, CborReader::bytes);

  /// A `true` or `false`.
  Form<Boolean> FLAG = of(CborWriter::flag, CborReader::flag);

  /// Writes `value`, never as `null`.
  void write(CborWriter out, T value);

  /// Reads what [#write] wrote, in this or an older release.
  T read(CborReader in) throws Unreadable;

  /// A form that is just what `writing` writes.
  static <T> Form<T> of(BiConsumer<CborWriter, T> writing, CborReader.Reading<T> reading) {
    return new Form<>() {
      @Override
      public void write(CborWriter out, T value) {
        writing.accept(out, value);
      }

      @Override
      public T read(CborReader in) throws Unreadable {
        return reading.read(in);
      }
    };
  }

  /// The form of a record: an array of its fields. `what` names it where it is unreadable.
  static <T> Form<T> record(
      String what, BiConsumer<CborWriter, T> writing, CborReader.Reading<T> reading) {
    return of(
        (out, value) -> {
          out.begin();
          writing.accept(out, value);
          out.end();
        },
        in -> in.record(what, reading));
  }
}
