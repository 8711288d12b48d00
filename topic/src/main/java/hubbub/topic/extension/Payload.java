package hubbub.topic.extension;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// A JSON object, immutable: what a client sent, or what an extension broadcasts or replies. Built
/// from typed parts, it cannot be invalid JSON.
///
/// Reading never fails: a field that is missing, is `null` or has another type is empty, so an
/// extension takes what it expects and refuses the rest.
public final class Payload {
  /// `{}`.
  public static final Payload EMPTY = new Payload(Map.of());

  private static final int MOST_DEPTH = 64;

  /// Each value is a [String], [Long], [Double], [Boolean], [Payload] or [List] of these.
  private final Map<String, Object> fields;

  private final int depth;
  private final int size;

  private Payload(Map<String, Object> fields) {
    this.fields = fields;
    this.depth = 1 + fields.values().stream().mapToInt(Payload::depthOf).max().orElse(0);
    this.size = sizeOf(fields);
    if (depth > MOST_DEPTH) {
      throw new IllegalArgumentException("depth: " + depth + " (expected: <= " + MOST_DEPTH + ")");
    }
  }

  /// A payload with these fields; their values are of the types that [#with] takes.
  ///
  /// @throws IllegalArgumentException if one is something else, or if that is more than 64 deep
  public static Payload of(Map<String, ?> fields) {
    Map<String, Object> all = new LinkedHashMap<>();
    fields.forEach((key, value) -> all.put(key, checked(value)));
    return new Payload(Collections.unmodifiableMap(all));
  }

  /// A payload of one field; see [#with].
  public static Payload of(String key, String value) {
    return EMPTY.with(key, value);
  }

  /// A payload of one field; see [#with].
  public static Payload of(String key, long value) {
    return EMPTY.with(key, value);
  }

  /// A payload of one field; see [#with].
  public static Payload of(String key, boolean value) {
    return EMPTY.with(key, value);
  }

  /// A payload of one field; see [#with].
  public static Payload of(String key, Payload value) {
    return EMPTY.with(key, value);
  }

  /// This payload and one more text, which replaces any value under that key.
  public Payload with(String key, String value) {
    return plus(key, value);
  }

  /// This payload and one more whole number.
  public Payload with(String key, long value) {
    return plus(key, value);
  }

  /// This payload and one more number.
  ///
  /// @throws IllegalArgumentException if it is infinite or not a number, which JSON can't say
  public Payload with(String key, double value) {
    return plus(key, checked(value));
  }

  /// This payload and one more `true` or `false`.
  public Payload with(String key, boolean value) {
    return plus(key, value);
  }

  /// This payload and one more object.
  ///
  /// @throws IllegalArgumentException if that is more than 64 deep
  public Payload with(String key, Payload value) {
    return plus(key, value);
  }

  /// This payload and one more array. Its elements are of the types that the other `with` take, or
  /// lists of them.
  ///
  /// @throws IllegalArgumentException if an element is something else, or if that is more than 64
  ///   deep
  public Payload with(String key, List<?> value) {
    return plus(key, checked(value));
  }

  private Payload plus(String key, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(fields);
    more.put(key, value);
    return new Payload(Collections.unmodifiableMap(more));
  }

  private static Object checked(Object value) {
    return switch (value) {
      case String _, Long _, Boolean _, Payload _ -> value;
      case Integer number -> number.longValue();
      case Double number when Double.isFinite(number) -> number;
      case List<?> list when depthOf(list) <= MOST_DEPTH ->
          list.stream().map(Payload::checked).toList();
      default ->
          throw new IllegalArgumentException(
              "value: " + value + " (expected: text, a finite number, boolean, object or list)");
    };
  }

  /// The text under that key.
  public Optional<String> text(String key) {
    return get(key, String.class);
  }

  /// The whole number under that key.
  public OptionalLong whole(String key) {
    return fields.get(key) instanceof Long number ? OptionalLong.of(number) : OptionalLong.empty();
  }

  /// The number under that key, whole or not.
  public OptionalDouble number(String key) {
    return fields.get(key) instanceof Number number
        ? OptionalDouble.of(number.doubleValue())
        : OptionalDouble.empty();
  }

  /// The `true` or `false` under that key.
  public Optional<Boolean> flag(String key) {
    return get(key, Boolean.class);
  }

  /// The object under that key.
  public Optional<Payload> object(String key) {
    return get(key, Payload.class);
  }

  /// The array under that key, if all its elements are of `type`: [String], [Long], [Double],
  /// [Boolean], [Payload] or [List].
  public <T> Optional<List<T>> list(String key, Class<T> type) {
    return get(key, List.class)
        .map(list -> (List<?>) list)
        .filter(list -> list.stream().allMatch(type::isInstance))
        .map(list -> list.stream().<T>map(type::cast).toList());
  }

  private <T> Optional<T> get(String key, Class<T> type) {
    @Nullable Object value = fields.get(key);
    return type.isInstance(value) ? Optional.of(type.cast(value)) : Optional.empty();
  }

  /// All fields, in the order in which they were added, for those who write JSON. Each value is a
  /// [String], [Long], [Double], [Boolean], [Payload] or [List] of these.
  public Map<String, Object> fields() {
    return fields;
  }

  /// About how many characters it has as JSON.
  public int size() {
    return size;
  }

  private static int depthOf(Object value) {
    return switch (value) {
      case Payload payload -> payload.depth;
      case List<?> list -> 1 + list.stream().mapToInt(Payload::depthOf).max().orElse(0);
      default -> 0;
    };
  }

  private static int sizeOf(Object value) {
    return switch (value) {
      case String text -> text.length() + 2;
      case Payload payload -> payload.size;
      case List<?> list -> 2 + list.stream().mapToInt(it -> 1 + sizeOf(it)).sum();
      case Map<?, ?> map ->
          2
              + map.entrySet().stream()
                  .mapToInt(it -> 2 + sizeOf(it.getKey()) + sizeOf(it.getValue()))
                  .sum();
      default -> value.toString().length();
    };
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Payload payload && fields.equals(payload.fields);
  }

  @Override
  public int hashCode() {
    return fields.hashCode();
  }

  @Override
  public String toString() {
    return fields.toString();
  }
}
