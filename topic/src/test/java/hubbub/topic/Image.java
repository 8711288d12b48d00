package hubbub.topic;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A text image of an object: all its fields, recursively, so that two states with equal images are
/// equal in everything that matters. Leaves out `transient` fields.
final class Image {
  private final IdentityHashMap<Object, Boolean> open = new IdentityHashMap<>();

  private Image() {}

  static String of(Object object) {
    return new Image().show(object);
  }

  private String show(Object object) {
    return switch (object) {
      case null -> "null";
      case byte[] bytes -> new String(bytes, StandardCharsets.UTF_8);
      case Optional<?> optional -> optional.map(this::show).orElse("-");
      case Map<?, ?> map -> show(map);
      case Collection<?> all -> all.stream().map(this::show).toList().toString();
      case Enum<?> word -> word.name();
      default ->
          object.getClass().getName().startsWith("java.") ? object.toString() : fields(object);
    };
  }

  private String show(Map<?, ?> map) {
    List<String> entries = new ArrayList<>();
    map.forEach((key, value) -> entries.add(show(key) + "=" + show(value)));
    if (!(map instanceof LinkedHashMap)) {
      entries.sort(null);
    }
    return entries.toString();
  }

  private String fields(Object object) {
    if (open.put(object, true) != null) {
      return "^";
    }
    StringBuilder text = new StringBuilder(object.getClass().getSimpleName()).append('(');
    for (Class<?> type = object.getClass(); type != Object.class; type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers())
            && !Modifier.isTransient(field.getModifiers())) {
          text.append(field.getName()).append('=').append(show(valueOf(field, object))).append(' ');
        }
      }
      if (type.isRecord()) {
        break;
      }
    }
    open.remove(object);
    return text.append(')').toString();
  }

  private static Object valueOf(Field field, Object object) {
    try {
      field.setAccessible(true);
      return field.get(object);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }
}
