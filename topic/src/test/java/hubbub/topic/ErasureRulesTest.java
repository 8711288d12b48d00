package hubbub.topic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// Erasing somebody from a topic for good.
class ErasureRulesTest {
  private static final MemberId ANN = new MemberId("ann");
  private static final MemberId BOB = new MemberId("bob");

  private final Room room = new Room();
  private final Guest ann = room.enters("ann");
  private final Guest bob = room.enters("bob");

  private boolean names(String text) {
    return Image.of(room.state).contains("=" + text + " ");
  }

  @Nested
  class Whoever_is_there {
    @Test
    void is_kicked_and_its_messages_go_while_those_of_others_stay() {
      bob.says("hello");
      ann.says("hello bob");
      room.erases(BOB);
      assertEquals(List.of("hello bob"), room.historyBodies());
      assertEquals(Optional.of(BOB), room.events(Event.HistoryCleared.class).getFirst().member());
      assertEquals(1, room.events(Event.MemberKicked.class).size());
      assertTrue(room.state.memberships(BOB).isEmpty());
    }

    @Test
    void leaves_nothing_in_the_state() {
      bob.says("hello");
      ann.does(new Command.Delete(Outcomes.isSent(bob.says("rude")).id()));
      ann.does(new Command.Mute(BOB, OptionalLong.empty(), Optional.empty()));
      assertTrue(PersonInTopic.of(room.state, BOB, room.now).isPresent());
      room.erases(BOB);
      assertEquals(Optional.empty(), PersonInTopic.of(room.state, BOB, room.now));
      assertFalse(names("bob"), Image.of(room.state));
    }

    @Test
    void may_have_been_the_last_one() {
      room.erases(BOB);
      room.erases(ANN);
      assertTrue(room.state.isOver());
    }
  }

  @Nested
  class Whoever_is_gone {
    @Test
    void leaves_no_ban_no_rank_and_no_nick() {
      ann.does(new Command.Ban(member(BOB), false, OptionalLong.empty(), Optional.empty(), false));
      room.erases(BOB);
      assertFalse(names("bob"), Image.of(room.state));
    }

    @Test
    void is_a_pseudonym_where_it_acted() {
      ann.does(new Command.Ban(member(BOB), false, OptionalLong.empty(), Optional.empty(), false));
      room.enters("cleo");
      ann.leaves();
      room.erases(ANN);
      assertFalse(names("ann"), Image.of(room.state));
      assertTrue(names("erased-1"));
    }

    @Test
    void of_whom_nothing_is_known_changes_nothing() {
      room.erases(new MemberId("nobody"));
      assertTrue(room.events(Event.Erased.class).isEmpty());
    }
  }

  private static Subject member(MemberId id) {
    return new Subject.Member(id);
  }
}
