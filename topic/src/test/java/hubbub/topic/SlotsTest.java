package hubbub.topic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SlotsTest {
  private static final Slot<String> FLAG = Slot.expiring("flag", String.class, 5_000);
  private static final Slot<String> NEXT = Slot.expiring("next", String.class, 7_000);
  private static final Slot<Integer> SCORE = Slot.lasting("score", Integer.class);

  private final Script script = new Script();
  private final Room room =
      new Room(Room.with(100, 131072, 15_000, OptionalInt.empty(), Map.of()), Optional.of(script));
  private final Guest ann = room.enters("ann");

  /// Does something in a turn of a command of ann's.
  private void turn(Consumer<Turn> what) {
    ask(turn -> {
      what.accept(turn);
      return true;
    });
  }

  private <T> T ask(Function<Turn, T> what) {
    List<T> answer = new ArrayList<>();
    script.commands.put(
        "do",
        turn -> {
          answer.add(what.apply(turn));
          return Outcome.OK;
        });
    ann.does(new Command.Custom("do", "{}"));
    return answer.getFirst();
  }

  private boolean does(Function<Turn, Boolean> what) {
    return ask(what);
  }

  private <T> Optional<T> value(Slot<T> slot) {
    return ask(turn -> turn.slots().get(slot));
  }

  @Nested
  class A_slot {
    @Test
    void is_typed_and_named() {
      turn(turn -> turn.slots().put(SCORE, 3));
      assertEquals(Optional.of(3), value(SCORE));
      Slot<String> asText = Slot.lasting("score", String.class);
      assertThrows(ClassCastException.class, () -> value(asText));
    }

    @Test
    void has_a_ttl_of_its_own() {
      turn(turn -> {
        turn.slots().put(FLAG, "up");
        turn.slots().put(new Slot.Filled<>(NEXT, "later", OptionalLong.of(1_000)));
        turn.slots().put(SCORE, 1);
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
      turn(turn -> turn.slots().put(FLAG, "up"));
      room.pass(4_000);
      assertTrue(does(turn -> turn.slots().touch(FLAG)));
      room.pass(4_999);
      assertEquals(Optional.of("up"), value(FLAG));
      room.pass(1);
      assertEquals(Optional.empty(), value(FLAG));
      assertFalse(does(turn -> turn.slots().touch(FLAG)));
    }

    @Test
    void is_updated_with_or_without_extending() {
      turn(turn -> turn.slots().put(FLAG, "a"));
      room.pass(4_000);
      assertTrue(does(turn -> turn.slots().updateAndTouch(FLAG, old -> old + "b")));
      room.pass(4_000);
      assertTrue(does(turn -> turn.slots().update(FLAG, old -> old + "c")));
      assertEquals(Optional.of("abc"), value(FLAG));
      room.pass(1_000);
      assertEquals(Optional.empty(), value(FLAG));
      assertFalse(does(turn -> turn.slots().update(FLAG, old -> old + "d")));
    }

    @Test
    void is_seen_as_changed_within_the_same_turn() {
      turn(turn -> {
        turn.slots().put(FLAG, "a");
        turn.slots().update(FLAG, old -> old + "b");
        assertEquals(Optional.of("ab"), turn.slots().get(FLAG));
        turn.slots().remove(FLAG);
        assertEquals(Optional.empty(), turn.slots().get(FLAG));
      });
    }

    @Test
    void that_expired_is_never_seen_even_before_the_wake_up() {
      turn(turn -> turn.slots().put(FLAG, "up"));
      room.passUnnoticed(5_000);
      assertEquals(Optional.empty(), value(FLAG));
    }

    @Test
    void that_is_touched_has_but_one_entry_among_the_deadlines() {
      turn(turn -> turn.slots().put(FLAG, "up"));
      room.state.wakeAt();
      int entries = room.state.alarms().size();
      for (int i = 0; i < 100; i++) {
        room.pass(1_000);
        turn(turn -> turn.slots().touch(FLAG));
      }
      assertEquals(entries, room.state.alarms().size());
      assertEquals(List.of(), script.expired);
    }
  }

  @Nested
  class Expiry {
    @Test
    void is_one_decision_that_removes_and_calls_back() {
      turn(turn -> turn.slots().put(FLAG, "up"));
      long due = room.now + 5_000;
      int before = room.changes.size();
      room.pass(5_000);
      assertEquals(List.of("flag=up@" + due), script.expired);
      assertEquals(before + 1, room.changes.size());
    }

    @Test
    void may_answer_a_value_for_the_same_slot() {
      script.expiries.put("flag", (turn, value) -> Optional.of(FLAG.with(value + "'")));
      turn(turn -> turn.slots().put(FLAG, "a"));
      room.pass(5_000);
      assertEquals(Optional.of("a'"), value(FLAG));
      room.pass(5_000);
      assertEquals(Optional.of("a''"), value(FLAG));
    }

    @Test
    void may_answer_a_value_for_another_slot_and_all_of_it_is_one_event() {
      script.expiries.put("flag", (turn, value) -> Optional.of(NEXT.with("after " + value)));
      turn(turn -> turn.slots().put(FLAG, "a"));
      int before = room.changes.size();
      room.pass(5_000);
      assertEquals(before + 1, room.changes.size());
      assertEquals(2, room.last(Event.SlotsChanged.class).edits().size());
      assertEquals(Optional.of("after a"), value(NEXT));
      room.pass(7_000);
      assertEquals(Optional.empty(), value(NEXT));
    }

    @Test
    void never_removes_a_value_that_its_own_callback_put() {
      script.expiries.put("flag", (turn, value) -> Optional.of(NEXT.with("new")));
      turn(turn -> {
        turn.slots().put(new Slot.Filled<>(NEXT, "old", OptionalLong.of(6_000)));
        turn.slots().put(FLAG, "a");
      });
      room.passUnnoticed(6_000);
      room.pass(0);
      assertEquals(Optional.of("new"), value(NEXT));
      assertEquals(1, script.expired.size());
    }

    @Test
    void spares_what_was_touched_before_the_wake_up() {
      turn(turn -> turn.slots().put(FLAG, "up"));
      room.passUnnoticed(5_500);
      assertTrue(does(turn -> turn.slots().touch(FLAG)));
      room.pass(4_999);
      assertEquals(List.of(), script.expired);
      assertEquals(Optional.of("up"), value(FLAG));
    }

    @Test
    void spares_what_was_replaced_before_the_wake_up() {
      turn(turn -> turn.slots().put(FLAG, "old"));
      room.passUnnoticed(5_500);
      turn(turn -> turn.slots().put(FLAG, "new"));
      room.pass(4_999);
      assertEquals(List.of(), script.expired);
      room.pass(1);
      assertEquals(1, script.expired.size());
    }

    @Test
    void is_called_once_per_deadline() {
      turn(turn -> turn.slots().put(FLAG, "up"));
      room.pass(5_000);
      room.pass(0);
      room.pass(60_000);
      assertEquals(1, script.expired.size());
    }

    @Test
    void is_the_owners_alone() {
      turn(turn -> turn.slots().put(FLAG, "up"));
      room.pass(5_000);
      assertEquals(1, script.expired.size());
      assertEquals(Image.of(room.state), Image.of(room.replica));
    }

    @Test
    void is_not_called_for_a_removal() {
      turn(turn -> turn.slots().put(FLAG, "up"));
      assertTrue(does(turn -> turn.slots().remove(FLAG)));
      room.pass(60_000);
      assertEquals(List.of(), script.expired);
      assertEquals(List.of("flag=up"), script.removed);
    }

    @Test
    void is_not_called_for_the_topics_death() {
      turn(turn -> turn.slots().put(FLAG, "up"));
      ann.leaves();
      assertEquals(List.of(), script.expired);
      assertEquals(List.of("flag=up"), script.removed);
    }

    @Test
    void is_not_called_for_a_topic_that_dies_of_lingering() {
      turn(turn -> turn.slots().put(SCORE, 7));
      ann.isLost();
      room.pass(15_000);
      assertEquals(List.of("score=7"), script.removed);
    }

    @Test
    void changes_nothing_if_the_callback_throws() {
      turn(turn -> turn.slots().put(FLAG, "up"));
      script.expiries.put(
          "flag",
          (turn, value) -> {
            throw new IllegalStateException("a bug");
          });
      long rev = room.state.rev();
      assertThrows(IllegalStateException.class, () -> room.pass(5_000));
      assertEquals(rev, room.state.rev());
    }
  }

  /// Words that somebody said, each with the time when it was last said.
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
        (turn, value) -> {
          Tuples living = ((Tuples) value).livingAt(turn.now());
          return living.all().isEmpty()
              ? Optional.empty()
              : Optional.of(
                  new Slot.Filled<>(
                      words,
                      living,
                      OptionalLong.of(living.all().getFirst().timestamp() + 5_000 - turn.now())));
        });
    Tuple first = new Tuple("tea", room.now);
    turn(turn -> turn.slots().put(words, new Tuples(List.of(first))));
    room.pass(3_000);
    Tuple second = new Tuple("rain", room.now);
    turn(turn -> turn.slots().update(words, _ -> new Tuples(List.of(first, second))));
    room.pass(2_000);
    assertEquals(Optional.of(new Tuples(List.of(second))), value(words));
    room.pass(2_999);
    assertEquals(Optional.of(new Tuples(List.of(second))), value(words));
    room.pass(1);
    assertEquals(Optional.empty(), value(words));
  }

  @Nested
  class An_assign {
    private final Slot<Integer> level = Slot.lasting("level", Integer.class).shown();

    private void levels(int value) {
      turn(turn -> turn.assigns(ann.membership).put(level, value));
    }

    private Optional<Integer> levelOf(Guest guest) {
      List<Optional<Integer>> answer = new ArrayList<>();
      script.commands.put(
          "level",
          turn -> {
            answer.add(turn.assigns(guest.membership).get(level));
            return Outcome.OK;
          });
      room.server(new Command.Custom("level", "{}"));
      return answer.getFirst();
    }

    @Test
    void belongs_to_one_membership() {
      levels(3);
      assertEquals(Optional.of(3), levelOf(ann));
      assertEquals(Optional.empty(), levelOf(ann.again()));
      assertEquals(Optional.empty(), levelOf(room.enters("bob")));
    }

    @Test
    void is_shown_in_presence_on_request() {
      levels(3);
      turn(turn -> turn.assigns(ann.membership).put(FLAG, "hidden"));
      assertEquals(Map.of("level", 3), room.state.presenceMeta(ann.membership));
    }

    @Test
    void is_kept_through_a_take_over() {
      levels(3);
      Guest tab = ann.again();
      ann.does(new Command.Leave(Command.How.REPLACED));
      assertEquals(Optional.of(3), levelOf(tab));
    }

    @Test
    void is_kept_while_its_member_is_lost() {
      room.enters("bob");
      levels(3);
      ann.isLost();
      room.pass(14_999);
      assertEquals(Optional.of(3), levelOf(ann.again()));
    }

    @Test
    void is_removed_when_its_member_does_not_come_back() {
      room.enters("bob");
      levels(3);
      ann.isLost();
      room.pass(15_000);
      assertEquals(List.of("level=3"), script.removed);
      assertEquals(Optional.empty(), levelOf(ann.again()));
    }

    @Test
    void is_replaced_by_what_its_expiry_answers_even_while_its_member_is_lost() {
      script.expiries.put("flag", (turn, value) -> Optional.of(NEXT.with("after")));
      room.enters("bob");
      turn(turn -> turn.assigns(ann.membership).put(FLAG, "up"));
      ann.isLost();
      room.pass(5_000);
      Guest back = ann.again();
      List<Optional<String>> answer = new ArrayList<>();
      script.commands.put(
          "next",
          turn -> {
            answer.add(turn.assigns(back.membership).get(NEXT));
            return Outcome.OK;
          });
      back.does(new Command.Custom("next", "{}"));
      assertEquals(List.of(Optional.of("after")), answer);
    }

    @Test
    void is_removed_when_its_member_is_kicked_while_it_is_lost() {
      room.enters("bob");
      levels(3);
      ann.isLost();
      room.server(new Command.Kick(ann.id, Optional.empty(), OptionalLong.empty(), false));
      assertEquals(List.of("level=3"), script.removed);
    }

    @Test
    void is_removed_with_its_membership() {
      room.enters("bob");
      levels(3);
      ann.leaves();
      assertEquals(List.of("level=3"), script.removed);
    }

    @Test
    void expires_by_itself_and_knows_whose_it_was() {
      script.expiries.put(
          "flag",
          (turn, value) -> {
            assertEquals(Optional.of(ann.membership), turn.membership());
            assertEquals("ann", turn.member().orElseThrow().nick());
            return Optional.of(NEXT.with("after"));
          });
      turn(turn -> turn.assigns(ann.membership).put(FLAG, "up"));
      room.pass(5_000);
      assertEquals(Optional.of("after"), ask(turn -> turn.assigns(ann.membership).get(NEXT)));
      assertEquals(Optional.empty(), value(NEXT));
    }
  }
}
