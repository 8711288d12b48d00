package hubbub.codec;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// Values as lists of their parts, which are equal where arrays have equal bytes.
final class Tree {
  private Tree() {}

  static Object of(Object value) {
    return switch (value) {
      case Record record -> ofRecord(record);
      case byte[] bytes -> HexFormat.of().formatHex(bytes);
      case List<?> list -> list.stream().map(Tree::of).toList();
      case Optional<?> optional -> optional.map(Tree::of);
      default -> value;
    };
  }

  private static Object ofRecord(Record record) {
    List<Object> parts = new ArrayList<>(List.of(record.getClass().getSimpleName()));
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      Object part = valueOf(component, record);
      parts.add(part == null ? "null" : of(part));
    }
    return parts;
  }

  private static Object valueOf(RecordComponent component, Record record) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(component.toString(), e);
    }
  }
}
