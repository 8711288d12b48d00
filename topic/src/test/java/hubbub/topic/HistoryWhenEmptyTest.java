package hubbub.topic;

import static hubbub.topic.Outcomes.isOk;
import static hubbub.topic.Outcomes.isSent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// How long a topic keeps its history while nobody is in it: here for an hour, if it is registered.
class HistoryWhenEmptyTest {
  private static final long HOUR = 3_600_000;

  private final Room room = new Room(Room.keepingHistory(KindSettings.DEFAULT, HOUR));

  private void isRegistered() {
    isOk(room.server(new Command.Register(TopicSettings.Patch.NONE)));
  }

  private Outcome programSays(String body) {
    return room.server(
        new Command.Send(new Body(body), Optional.empty(), Optional.empty(), List.of()));
  }

  @Nested
  class A_registered_topic {
    A_registered_topic() {
      isRegistered();
    }

    @Test
    void is_brought_to_life_by_what_a_program_says_and_kept_for_an_hour_since() {
      isSent(programSays("one"));
      assertEquals(OptionalLong.of(room.now + HOUR), room.wakeAt());
      room.pass(HOUR / 2);
      isSent(programSays("two"));
      room.pass(HOUR - 1);
      assertFalse(room.state.isOver());
      assertEquals(List.of("one", "two"), room.historyBodies());
      room.pass(1);
      assertTrue(room.state.isOver());
      assertEquals(List.of(new Event.Died()), room.events(Event.Died.class));
    }

    @Test
    void makes_no_founder_of_who_comes_then() {
      isSent(programSays("one"));
      Guest ann = room.enters("ann");
      assertEquals(Rank.GUEST, ann.rank());
      room.pass(2 * HOUR);
      assertFalse(room.state.isOver());
    }

    @Test
    void is_kept_for_an_hour_after_its_last_member_left() {
      Guest ann = room.enters("ann");
      isSent(ann.says("bye"));
      ann.leaves();
      room.pass(HOUR - 1);
      assertEquals(List.of("bye"), room.historyBodies());
      assertFalse(room.state.isOver());
      room.pass(1);
      assertTrue(room.state.isOver());
    }

    @Test
    void is_kept_as_long_if_its_last_member_was_lost() {
      Guest ann = room.enters("ann");
      isSent(ann.says("bye"));
      ann.isLost();
      room.pass(HOUR - 1);
      assertFalse(room.state.isOver());
    }

    @Test
    void ends_at_once_if_nobody_ever_said_anything() {
      room.enters("ann").leaves();
      assertTrue(room.state.isOver());
    }

    @Test
    void is_kept_no_longer_than_any_other_once_it_is_unregistered() {
      isSent(programSays("one"));
      isOk(room.server(new Command.Unregister()));
      assertEquals(OptionalLong.of(room.now + 15_000), room.wakeAt());
      room.pass(15_000);
      assertTrue(room.state.isOver());
    }

    @Test
    void keeps_nothing_if_new_members_get_no_history() {
      Room silent = new Room(Room.keepingHistory(Room.settings(0, 0), HOUR));
      isOk(silent.server(new Command.Register(TopicSettings.Patch.NONE)));
      assertEquals(0, silent.state.historyWhenEmptyMillis());
      Guest ann = silent.enters("ann");
      isSent(ann.says("bye"));
      ann.leaves();
      assertTrue(silent.state.isOver());
    }
  }

  @Nested
  class A_topic_that_is_not_registered {
    @Test
    void ends_with_its_last_member() {
      Guest ann = room.enters("ann");
      isSent(ann.says("bye"));
      ann.leaves();
      assertTrue(room.state.isOver());
      assertEquals(0, room.state.historyWhenEmptyMillis());
    }
  }

  @Test
  void is_off_if_its_kind_does_not_say_otherwise() {
    Room usual = new Room();
    isOk(usual.server(new Command.Register(TopicSettings.Patch.NONE)));
    Guest ann = usual.enters("ann");
    isSent(ann.says("bye"));
    ann.leaves();
    assertTrue(usual.state.isOver());
  }
}
