package hubbub.topic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hubbub.topic.extension.Slot;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class SlotExpiryTest extends ScriptedRoom {
  @Test
  void is_one_decision_that_removes_and_calls_back() {
    run(context -> context.slots().put(FLAG, "up"));
    long due = room.now + 5_000;
    int before = room.changes.size();
    room.pass(5_000);
    assertEquals(List.of("flag=up@" + due), script.expired);
    assertEquals(before + 1, room.changes.size());
  }

  @Test
  void may_answer_a_value_for_the_same_slot() {
    script.expiries.put("flag", (context, value) -> Optional.of(FLAG.with(value + "'")));
    run(context -> context.slots().put(FLAG, "a"));
    room.pass(5_000);
    assertEquals(Optional.of("a'"), value(FLAG));
    room.pass(5_000);
    assertEquals(Optional.of("a''"), value(FLAG));
  }

  @Test
  void may_answer_a_value_for_another_slot_and_all_of_it_is_one_event() {
    script.expiries.put("flag", (context, value) -> Optional.of(NEXT.with("after " + value)));
    run(context -> context.slots().put(FLAG, "a"));
    int before = room.changes.size();
    room.pass(5_000);
    assertEquals(before + 1, room.changes.size());
    assertEquals(2, room.last(Event.SlotsChanged.class).edits().size());
    assertEquals(Optional.of("after a"), value(NEXT));
    room.pass(7_000);
    assertEquals(Optional.empty(), value(NEXT));
  }

  @Test
  void is_one_event_that_comes_before_all_that_the_callback_tells() {
    script.expiries.put(
        "flag",
        (context, value) -> {
          context.broadcast("fell", "{}");
          context.slots().put(SCORE, 1);
          return Optional.of(FLAG.with("again"));
        });
    run(context -> context.slots().put(FLAG, "up"));
    int before = room.changes.size();
    room.pass(5_000);
    List<Event> events =
        room.changes.subList(before, room.changes.size()).stream().map(Change::event).toList();
    assertEquals(2, events.size());
    assertEquals(3, ((Event.SlotsChanged) events.getFirst()).edits().size());
    assertEquals(new Event.Custom("fell", "{}", Optional.empty()), events.getLast());
  }

  @Test
  void never_removes_a_value_that_its_own_callback_put() {
    script.expiries.put("flag", (context, value) -> Optional.of(NEXT.with("new")));
    run(context -> {
      context.slots().put(new Slot.Filled<>(NEXT, "old", OptionalLong.of(6_000)));
      context.slots().put(FLAG, "a");
    });
    room.passUnnoticed(6_000);
    room.pass(0);
    assertEquals(Optional.of("new"), value(NEXT));
    assertEquals(1, script.expired.size());
  }

  @Test
  void comes_in_the_order_of_the_deadlines_however_late() {
    run(context -> {
      context.slots().put(NEXT, "second");
      context.slots().put(FLAG, "first");
    });
    room.passUnnoticed(60_000);
    room.pass(0);
    assertEquals(List.of("flag=first@" + room.now, "next=second@" + room.now), script.expired);
  }

  @Test
  void spares_what_was_touched_before_the_wake_up() {
    run(context -> context.slots().put(FLAG, "up"));
    room.passUnnoticed(5_500);
    assertTrue(does(context -> context.slots().touch(FLAG)));
    room.pass(4_999);
    assertEquals(List.of(), script.expired);
    assertEquals(Optional.of("up"), value(FLAG));
  }

  @Test
  void spares_what_was_replaced_before_the_wake_up() {
    run(context -> context.slots().put(FLAG, "old"));
    room.passUnnoticed(5_500);
    run(context -> context.slots().put(FLAG, "new"));
    room.pass(4_999);
    assertEquals(List.of(), script.expired);
    room.pass(1);
    assertEquals(1, script.expired.size());
  }

  @Test
  void is_called_once_per_deadline() {
    run(context -> context.slots().put(FLAG, "up"));
    room.pass(5_000);
    room.pass(0);
    room.pass(60_000);
    assertEquals(1, script.expired.size());
  }

  @Test
  void is_the_owners_alone() {
    run(context -> context.slots().put(FLAG, "up"));
    room.pass(5_000);
    assertEquals(1, script.expired.size());
    assertEquals(Image.of(room.state), Image.of(room.replica));
  }

  @Test
  void is_not_called_for_a_removal() {
    run(context -> context.slots().put(FLAG, "up"));
    assertTrue(does(context -> context.slots().remove(FLAG)));
    room.pass(60_000);
    assertEquals(List.of(), script.expired);
    assertEquals(List.of("flag=up"), script.removed);
  }

  @Test
  void is_not_called_for_the_topics_death() {
    run(context -> context.slots().put(FLAG, "up"));
    ann.leaves();
    assertEquals(List.of(), script.expired);
    assertEquals(List.of("flag=up"), script.removed);
  }

  @Test
  void is_not_called_for_a_topic_that_dies_of_lingering() {
    run(context -> context.slots().put(SCORE, 7));
    ann.isLost();
    room.pass(15_000);
    assertEquals(List.of("score=7"), script.removed);
  }

  @Test
  void is_not_followed_by_a_removal_if_the_topic_dies_at_the_same_time() {
    run(context -> context.slots().put(new Slot.Filled<>(FLAG, "up", OptionalLong.of(15_000))));
    ann.isLost();
    room.pass(15_000);
    assertTrue(room.state.isOver());
    assertEquals(1, script.expired.size());
    assertEquals(List.of(), script.removed);
  }

  @Test
  void changes_nothing_if_the_callback_throws() {
    run(context -> context.slots().put(FLAG, "up"));
    script.expiries.put(
        "flag",
        (context, value) -> {
          throw new IllegalStateException("a bug");
        });
    long rev = room.state.rev();
    assertThrows(IllegalStateException.class, () -> room.pass(5_000));
    assertEquals(rev, room.state.rev());
  }
}
