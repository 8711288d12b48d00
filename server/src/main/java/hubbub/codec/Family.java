package hubbub.codec;

import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The forms of a sealed interface's records: each an array of the record's tag and its fields. A
/// tag is never used for another record, even when its own is gone.
final class Family<T> {
  private final String what;
  private final Map<Long, Case<? extends T>> cases;

  private Family(String what, Map<Long, Case<? extends T>> cases) {
    this.what = what;
    this.cases = cases;
  }

  /// The family of these records, called `what` where one is unreadable.
  static <T> Family<T> of(String what, List<Case<? extends T>> cases) {
    return new Family<>(
        what,
        cases.stream()
            .collect(Collectors.toUnmodifiableMap(it -> (long) it.tag, Function.identity())));
  }

  /// Reads any record of the family.
  T read(CborReader in) throws Unreadable {
    return in.record(what, fields -> caseOf(fields).reading.read(fields));
  }

  private Case<? extends T> caseOf(CborReader in) throws Unreadable {
    long tag = in.number();
    Case<? extends T> found = cases.get(tag);
    if (found == null) {
      throw in.unreadable("tag " + tag + " (expected: one of " + cases.size() + " known)");
    }
    return found;
  }

  /// One record of a family. `reading` reads its fields only.
  record Case<T>(int tag, BiConsumer<CborWriter, T> writing, CborReader.Reading<T> reading) {
    /// A record without fields.
    static <T> Case<T> empty(int tag, T value) {
      return new Case<>(tag, (_, _) -> {}, _ -> value);
    }

    void write(CborWriter out, T value) {
      out.begin().number(tag);
      writing.accept(out, value);
      out.end();
    }
  }
}
