package hubbub.topic.extension;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadTest {
  private final Payload all =
      Payload.of("text", "tea")
          .with("whole", 3)
          .with("half", 0.5)
          .with("flag", true)
          .with("object", Payload.of("inner", 1))
          .with("list", List.of("a", "b"));

  @Test
  void gives_back_what_was_put_in() {
    assertEquals(Optional.of("tea"), all.text("text"));
    assertEquals(OptionalLong.of(3), all.whole("whole"));
    assertEquals(OptionalDouble.of(3), all.number("whole"));
    assertEquals(OptionalDouble.of(0.5), all.number("half"));
    assertEquals(Optional.of(true), all.flag("flag"));
    assertEquals(Optional.of(Payload.of("inner", 1)), all.object("object"));
    assertEquals(Optional.of(List.of("a", "b")), all.list("list", String.class));
  }

  @Test
  void has_nothing_where_a_field_is_missing_or_of_another_type() {
    assertEquals(Optional.empty(), all.text("none"));
    assertEquals(Optional.empty(), all.text("whole"));
    assertEquals(OptionalLong.empty(), all.whole("text"));
    assertEquals(OptionalLong.empty(), all.whole("half"));
    assertEquals(OptionalDouble.empty(), all.number("flag"));
    assertEquals(Optional.empty(), all.flag("object"));
    assertEquals(Optional.empty(), all.object("list"));
    assertEquals(Optional.empty(), all.list("list", Payload.class));
    assertEquals(Optional.empty(), all.list("text", String.class));
  }

  @Test
  void keeps_the_order_and_replaces_a_field_in_its_place() {
    Payload payload = Payload.of("a", 1).with("b", 2).with("a", 3);
    assertEquals(List.of("a", "b"), List.copyOf(payload.fields().keySet()));
    assertEquals(OptionalLong.of(3), payload.whole("a"));
  }

  @Test
  void never_changes() {
    List<Object> list = new ArrayList<>(List.of("a"));
    Payload payload = Payload.of("text", "tea");
    Payload more = payload.with("list", list);
    list.add("b");
    assertEquals(Optional.empty(), payload.list("list", String.class));
    assertEquals(Optional.of(List.of("a")), more.list("list", String.class));
    assertThrows(UnsupportedOperationException.class, () -> more.fields().clear());
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void refuses_numbers_that_json_has_not(double number) {
    assertThrows(IllegalArgumentException.class, () -> Payload.EMPTY.with("n", number));
    assertThrows(IllegalArgumentException.class, () -> Payload.EMPTY.with("n", List.of(number)));
    assertThrows(IllegalArgumentException.class, () -> Payload.of(Map.of("n", number)));
  }

  @Test
  void refuses_elements_that_json_has_not() {
    assertThrows(
        IllegalArgumentException.class, () -> Payload.EMPTY.with("l", List.of(List.of('c'))));
    assertThrows(IllegalArgumentException.class, () -> Payload.of(Map.of("m", Map.of())));
  }

  @Test
  void is_at_most_64_deep_whether_by_objects_or_by_lists() {
    Payload deepest = Payload.EMPTY;
    for (int depth = 2; depth <= 64; depth++) {
      deepest = Payload.EMPTY.with("p", deepest);
    }
    Payload full = deepest;
    assertThrows(IllegalArgumentException.class, () -> Payload.EMPTY.with("p", full));
    assertThrows(IllegalArgumentException.class, () -> Payload.EMPTY.with("l", List.of(full)));
    List<?> list = List.of();
    for (int depth = 3; depth <= 64; depth++) {
      list = List.of(list);
    }
    List<?> fullList = list;
    assertEquals(Optional.of(fullList), Payload.EMPTY.with("l", fullList).list("l", List.class));
    assertThrows(IllegalArgumentException.class, () -> Payload.EMPTY.with("l", List.of(fullList)));
  }

  @Test
  void counts_about_as_many_characters_as_its_json_has() {
    assertEquals("{}".length(), Payload.EMPTY.size());
    assertEquals("{\"text\":\"tea\"}".length(), Payload.of("text", "tea").size(), 1);
    int json = "{\"l\":[1,2,3],\"p\":{\"q\":true}}".length();
    Payload payload = Payload.EMPTY.with("l", List.of(1, 2, 3)).with("p", Payload.of("q", true));
    assertEquals(json, payload.size(), 4);
  }
}
