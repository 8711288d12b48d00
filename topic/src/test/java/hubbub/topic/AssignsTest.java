package hubbub.topic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hubbub.topic.extension.ExtensionContext;
import hubbub.topic.extension.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class AssignsTest extends ScriptedRoom {
  private final Slot<Integer> level = Slot.lasting("level", Integer.class).shown();

  private void levels(int value) {
    run(context -> context.assigns(ann.membership).put(level, value));
  }

  private Optional<Integer> levelOf(Guest guest) {
    return valueOf(guest, level);
  }

  private <T> Optional<T> valueOf(Guest guest, Slot<T> slot) {
    List<Optional<T>> answer = new ArrayList<>();
    script.commands.put(
        "value",
        context -> {
          answer.add(context.assigns(guest.membership).get(slot));
          return Outcome.OK;
        });
    room.server(new Command.Custom("value", "{}"));
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
    run(context -> context.assigns(ann.membership).put(FLAG, "hidden"));
    assertEquals(Map.of("level", 3), room.state.presenceMeta(ann.membership));
  }

  /// Presence renders values on a replica's thread; one that fails there would harm every member.
  @Test
  @SuppressWarnings("NullAway")
  void is_refused_where_it_is_put_if_it_is_null_or_cannot_be_shown() {
    record Sulky() {
      @Override
      public String toString() {
        throw new IllegalStateException("shown");
      }
    }
    Slot<Sulky> mood = Slot.lasting("mood", Sulky.class);
    run(context -> {
      ExtensionContext.SlotView mine = context.assigns(ann.membership);
      assertThrows(NullPointerException.class, () -> mine.put(level, null));
      mine.put(level, 1);
      assertThrows(NullPointerException.class, () -> mine.update(level, _ -> null));
      assertThrows(IllegalStateException.class, () -> mine.put(mood.shown(), new Sulky()));
    });
    assertEquals(Map.of("level", 1), room.state.presenceMeta(ann.membership));
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
  void is_kept_when_its_member_comes_back_by_the_same_membership() {
    room.enters("bob");
    levels(3);
    ann.isLost();
    ann.join();
    assertEquals(Optional.of(3), levelOf(ann));
    assertEquals(List.of(), script.removed);
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
  void is_replaced_by_what_its_expiry_returns_even_while_its_member_is_lost() {
    script.expiries.put("flag", (context, value) -> Optional.of(NEXT.with("after")));
    room.enters("bob");
    run(context -> context.assigns(ann.membership).put(FLAG, "up"));
    ann.isLost();
    room.pass(5_000);
    assertEquals(Optional.of("after"), valueOf(ann.again(), NEXT));
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
  void expires_and_knows_whose_it_was() {
    script.expiries.put(
        "flag",
        (context, value) -> {
          assertEquals(Optional.of(ann.membership), context.membership());
          assertEquals("ann", context.member().orElseThrow().nick());
          return Optional.of(NEXT.with("after"));
        });
    run(context -> context.assigns(ann.membership).put(FLAG, "up"));
    room.pass(5_000);
    assertEquals(Optional.of("after"), ask(context -> context.assigns(ann.membership).get(NEXT)));
    assertEquals(Optional.empty(), value(NEXT));
  }

  @Test
  void is_removed_when_its_member_does_not_come_back_though_more_is_remembered_of_it() {
    room.enters("bob");
    levels(3);
    ann.saysOnce("hello", "n1");
    room.server(new Command.Mute(ann.id, Room.ttl(600_000), Optional.empty()));
    ann.isLost();
    room.pass(14_999);
    assertEquals(List.of(), script.removed);
    room.pass(1);
    assertEquals(List.of("level=3"), script.removed);
    assertEquals(Optional.empty(), levelOf(ann.again()));
  }

  @Test
  void is_not_taken_over_too_late_even_before_the_topic_woke_up() {
    room.enters("bob");
    levels(3);
    ann.saysOnce("hello", "n1");
    ann.isLost();
    room.passUnnoticed(15_000);
    assertEquals(Optional.empty(), levelOf(ann.again()));
    assertEquals(List.of("level=3"), script.removed);
  }

  @Test
  void is_shown_to_a_join_that_takes_it_over() {
    room.enters("bob");
    levels(3);
    run(context -> context.assigns(ann.membership).put(FLAG, "up"));
    ann.isLost();
    script.joining =
        context -> {
          ExtensionContext.SlotView assigns = context.assigns(context.membership().orElseThrow());
          if (assigns.get(level).isEmpty()) {
            assigns.put(level, 0);
          }
          assigns.update(FLAG, flag -> flag + "!");
          return Optional.empty();
        };
    Guest back = ann.again();
    assertEquals(Optional.of(3), levelOf(back));
    assertEquals(Optional.of("up!"), valueOf(back, FLAG));
    assertEquals(Optional.of(0), levelOf(room.enters("eve")));
    assertEquals(List.of(), script.removed);
  }

  @Test
  void is_handed_over_by_name_and_the_heirs_own_values_stay() {
    levels(3);
    run(context -> context.assigns(ann.membership).put(FLAG, "up"));
    Guest tab = ann.again();
    run(context -> context.assigns(tab.membership).put(level, 7));
    ann.does(new Command.Leave(Command.How.REPLACED));
    assertEquals(Optional.of(7), levelOf(tab));
    assertEquals(List.of("level=3"), script.removed);
    room.pass(5_000);
    assertEquals(1, script.expired.size());
  }

  @Test
  void is_kept_when_its_node_is_lost() {
    levels(3);
    room.loses(1);
    assertEquals(List.of(), script.removed);
    assertEquals(Optional.of(3), levelOf(ann.again()));
  }

  @Test
  void is_removed_when_its_node_is_lost_and_the_heir_has_its_own() {
    levels(3);
    Guest far = ann.againThrough(2);
    run(context -> context.assigns(far.membership).put(level, 7));
    room.loses(1);
    assertEquals(Optional.of(7), levelOf(far));
    assertEquals(List.of("level=3"), script.removed);
  }

  @Test
  void passes_through_a_membership_that_is_lost_with_the_same_node() {
    Guest far = ann.againThrough(2);
    levels(3);
    run(context -> context.assigns(far.membership).put(FLAG, "far"));
    Guest tab = ann.again();
    run(context -> {
      context.assigns(tab.membership).put(level, 7);
      context.assigns(tab.membership).put(FLAG, "near");
    });
    room.loses(1);
    assertEquals(Optional.of(7), levelOf(far));
    assertEquals(Optional.of("far"), valueOf(far, FLAG));
    assertEquals(List.of("level=3", "flag=near"), script.removed);
  }

  @Test
  void goes_with_the_topic_when_its_last_node_is_lost_and_nothing_lingers() {
    RecordingExtension extension = new RecordingExtension();
    Room brief =
        new Room(Room.with(100, 131072, 0, OptionalInt.empty(), Map.of()), Optional.of(extension));
    Guest bob = brief.enters("bob");
    bob.does(new Command.Custom("put", "{}"));
    bob.does(new Command.Custom("assign", "{}"));
    brief.loses(1);
    assertTrue(brief.state.isOver());
    assertEquals(List.of("score=1", "slot=value"), extension.removed);
  }

  @Test
  void is_reported_as_removed_only_once_when_the_topic_ends_with_its_member() {
    levels(3);
    ann.again();
    room.server(new Command.Kick(ann.id, Optional.empty(), OptionalLong.empty(), false));
    assertEquals(List.of("level=3"), script.removed);
  }

  @Test
  void that_expires_as_its_lost_member_is_forgotten_leads_to_nothing_that_stays() {
    script.expiries.put("flag", (context, value) -> Optional.of(NEXT.with("after")));
    room.enters("bob");
    room.pass(1);
    run(context ->
        context
            .assigns(ann.membership)
            .put(new Slot.Filled<>(FLAG, "up", OptionalLong.of(15_000))));
    ann.isLost();
    room.pass(15_000);
    assertEquals(1, script.expired.size());
    assertEquals(List.of("next=after"), script.removed);
  }
}
