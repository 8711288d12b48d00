package hubbub.topic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hubbub.topic.extension.Slot;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class SlotsTest extends ScriptedRoom {
  @Test
  void is_typed_and_named() {
    run(context -> context.slots().put(SCORE, 3));
    assertEquals(Optional.of(3), value(SCORE));
    Slot<String> asText = Slot.lasting("score", String.class);
    assertThrows(ClassCastException.class, () -> value(asText));
  }

  @Test
  void has_a_ttl_of_its_own() {
    run(context -> {
      context.slots().put(FLAG, "up");
      context.slots().put(new Slot.Filled<>(NEXT, "later", OptionalLong.of(1_000)));
      context.slots().put(SCORE, 1);
    });
    room.pass(1_000);
    assertEquals(Optional.empty(), value(NEXT));
    assertEquals(Optional.of("up"), value(FLAG));
    room.pass(4_000);
    assertEquals(Optional.empty(), value(FLAG));
    room.pass(3_600_000);
    assertEquals(Optional.of(1), value(SCORE));
  }

  @Test
  void is_kept_alive_by_touch() {
    run(context -> context.slots().put(FLAG, "up"));
    room.pass(4_000);
    assertTrue(does(context -> context.slots().touch(FLAG)));
    room.pass(4_999);
    assertEquals(Optional.of("up"), value(FLAG));
    room.pass(1);
    assertEquals(Optional.empty(), value(FLAG));
    assertFalse(does(context -> context.slots().touch(FLAG)));
  }

  @Test
  void is_updated_with_or_without_extending() {
    run(context -> context.slots().put(FLAG, "a"));
    room.pass(4_000);
    assertTrue(does(context -> context.slots().updateAndTouch(FLAG, old -> old + "b")));
    room.pass(4_000);
    assertTrue(does(context -> context.slots().update(FLAG, old -> old + "c")));
    assertEquals(Optional.of("abc"), value(FLAG));
    room.pass(1_000);
    assertEquals(Optional.empty(), value(FLAG));
    assertFalse(does(context -> context.slots().update(FLAG, old -> old + "d")));
  }

  @Test
  void is_seen_as_changed_within_the_same_call() {
    run(context -> {
      context.slots().put(FLAG, "a");
      context.slots().update(FLAG, old -> old + "b");
      assertEquals(Optional.of("ab"), context.slots().get(FLAG));
      context.slots().remove(FLAG);
      assertEquals(Optional.empty(), context.slots().get(FLAG));
    });
  }

  @Test
  void that_expired_is_never_seen_even_before_the_wake_up() {
    run(context -> context.slots().put(FLAG, "up"));
    room.passUnnoticed(5_000);
    assertEquals(Optional.empty(), value(FLAG));
  }

  @Test
  void that_is_touched_has_but_one_entry_among_the_deadlines() {
    run(context -> context.slots().put(FLAG, "up"));
    int entries = room.queuedDeadlines();
    for (int i = 0; i < 100; i++) {
      room.pass(1_000);
      run(context -> context.slots().touch(FLAG));
    }
    assertEquals(entries, room.queuedDeadlines());
    assertEquals(List.of(), script.expired);
  }

  /// A word, and when it was last said.
  record Tuple(String keyword, long timestamp) {}

  record Tuples(List<Tuple> all) {
    Tuples livingAt(long now) {
      return new Tuples(all.stream().filter(one -> now < one.timestamp() + 5_000).toList());
    }
  }

  @Test
  void a_list_of_keywords_with_timestamps_keeps_its_living_part() {
    Slot<Tuples> words = Slot.expiring("words", Tuples.class, 5_000);
    script.expiries.put(
        "words",
        (context, value) -> {
          Tuples living = ((Tuples) value).livingAt(context.now());
          return living.all().isEmpty()
              ? Optional.empty()
              : Optional.of(
                  new Slot.Filled<>(
                      words,
                      living,
                      OptionalLong.of(
                          living.all().getFirst().timestamp() + 5_000 - context.now())));
        });
    Tuple first = new Tuple("tea", room.now);
    run(context -> context.slots().put(words, new Tuples(List.of(first))));
    room.pass(3_000);
    Tuple second = new Tuple("rain", room.now);
    run(context -> context.slots().update(words, _ -> new Tuples(List.of(first, second))));
    room.pass(2_000);
    assertEquals(Optional.of(new Tuples(List.of(second))), value(words));
    room.pass(2_999);
    assertEquals(Optional.of(new Tuples(List.of(second))), value(words));
    room.pass(1);
    assertEquals(Optional.empty(), value(words));
  }
}
