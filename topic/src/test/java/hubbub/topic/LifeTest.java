package hubbub.topic;

import static hubbub.topic.Outcomes.isOk;
import static hubbub.topic.Outcomes.isRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class LifeTest {
  private final Room room = new Room();

  @Nested
  class A_topic {
    @Test
    void dies_at_once_when_its_last_membership_is_left() {
      Guest ann = room.enters("ann");
      Guest bob = room.enters("bob");
      bob.isLost();
      ann.leaves();
      assertTrue(room.state.isOver());
      assertEquals(OptionalLong.empty(), room.wakeAt());
    }

    @Test
    void lingers_when_its_last_membership_is_lost() {
      Guest ann = room.enters("ann");
      ann.does(new Command.SetTitle(new Title("Tea")));
      ann.isLost();
      assertFalse(room.state.isOver());
      assertEquals(OptionalLong.of(room.now + 15_000), room.wakeAt());
      room.pass(14_999);
      isOk(ann.again().joined);
      room.pass(60_000);
      assertFalse(room.state.isOver());
      assertEquals("Tea", room.state.snapshot().title());
    }

    @Test
    void is_over_when_nobody_came_back_in_time() {
      room.enters("ann").isLost();
      room.pass(15_000);
      assertTrue(room.state.isOver());
      assertEquals(List.of(new Event.Died()), room.events(Event.Died.class));
    }

    @Test
    void can_be_ended_while_it_lingers() {
      room.enters("ann").isLost();
      room.ends();
      room.ends();
      assertTrue(room.state.isOver());
      assertEquals(List.of(new Event.Died()), room.events(Event.Died.class));
    }

    @Test
    void cannot_be_ended_while_somebody_is_in_it() {
      room.enters("ann").isLost();
      room.enters("bob");
      room.ends();
      assertFalse(room.state.isOver());
    }

    @Test
    void dies_at_once_when_the_last_one_is_kicked() {
      Guest ann = room.enters("ann");
      isOk(room.server(new Command.Kick(ann.id, Optional.empty(), OptionalLong.empty(), false)));
      assertTrue(room.state.isOver());
    }

    @Test
    void loses_all_memberships_of_a_node_at_once() {
      Guest ann = room.enters("ann");
      Guest far = new Guest(room, "far", room.nextMembership(2));
      isOk(far.join());
      room.loses(2);
      assertEquals(List.of(ann.membership), room.state.memberships());
      room.loses(1);
      assertFalse(room.state.isOver());
      room.pass(15_000);
      assertTrue(room.state.isOver());
    }
  }

  @Nested
  class Leaving {
    @Test
    void ends_one_membership_and_the_member_with_the_last() {
      Guest ann = room.enters("ann");
      room.enters("bob");
      Guest tab = ann.again();
      ann.leaves();
      assertEquals(2, room.state.snapshot().members());
      tab.leaves();
      assertEquals(1, room.state.snapshot().members());
    }

    @Test
    void twice_is_leaving_once() {
      Guest ann = room.enters("ann");
      room.enters("bob");
      ann.leaves();
      long rev = room.state.rev();
      ann.leaves();
      assertEquals(rev, room.state.rev());
    }

    @Test
    void gives_up_rank_and_nick_once_linger_has_passed() {
      Guest ann = room.enters("ann");
      Guest bob = room.enters("bob");
      ann.leaves();
      room.passUnnoticed(15_000);
      isOk(bob.does(new Command.SetNick(Room.nick("ann"))));
      assertEquals(Rank.GUEST, ann.again("ann2").rank());
    }

    @Test
    void keeps_rank_and_nick_for_a_member_who_comes_back_before() {
      Guest ann = room.enters("ann");
      Guest bob = room.enters("bob");
      room.enters("eve");
      ann.grants(bob, Rank.VIP);
      bob.leaves();
      room.passUnnoticed(14_999);
      assertEquals("bob", nickOf(bob.again("robert")));
      assertEquals(Rank.VIP, bob.rank());
    }

    @Test
    void leaves_a_founder_its_rank_and_appoints_no_successor() {
      Guest ann = room.enters("ann");
      Guest bob = room.enters("bob");
      ann.leaves();
      room.pass(14_999);
      assertEquals("ann", nickOf(ann.again("anna")));
      assertEquals(Rank.MODERATOR, ann.rank());
      room.pass(60_000);
      assertEquals(Rank.GUEST, bob.rank());
    }

    @Test
    void keeps_nothing_for_a_member_who_was_kicked() {
      Guest ann = room.enters("ann");
      Guest bob = room.enters("bob");
      ann.grants(bob, Rank.VIP);
      ann.kicks(bob, false);
      assertEquals("robert", nickOf(bob.again("robert")));
      assertEquals(Rank.GUEST, bob.rank());
      bob.leaves();
      isOk(room.enters("bob").joined);
    }

    @Test
    void does_not_protect_a_member_who_left_from_being_kicked() {
      Guest ann = room.enters("ann");
      Guest bob = room.enters("bob");
      bob.leaves();
      isOk(ann.does(new Command.Kick(bob.id, Optional.empty(), Room.ttl(60_000), false)));
      isRefused(Reason.KICKED, bob.again().joined);
    }

    private String nickOf(Guest guest) {
      return room.state.member(guest.membership).orElseThrow().nick();
    }

    @Test
    void by_replacement_says_so() {
      Guest ann = room.enters("ann");
      ann.again();
      ann.does(new Command.Leave(Command.How.REPLACED));
      assertEquals(new Ending.Replaced(), room.last(Event.Left.class).ending());
    }
  }

  @Nested
  class Succession {
    @Test
    void gives_the_founders_rank_to_the_one_present_longest_once_linger_has_passed() {
      Guest ann = room.enters("ann");
      room.pass(1);
      Guest bob = room.enters("bob");
      room.pass(1);
      Guest eve = room.enters("eve");
      ann.leaves();
      room.pass(14_999);
      assertEquals(Rank.GUEST, bob.rank());
      room.pass(1);
      assertEquals(Rank.MODERATOR, bob.rank());
      assertEquals(Rank.GUEST, eve.rank());
      assertEquals(Optional.empty(), room.last(Event.RankChanged.class).by());
    }

    @Test
    void prefers_the_highest_rank() {
      Guest ann = room.enters("ann");
      room.enters("bob");
      room.pass(1);
      Guest eve = room.enters("eve");
      ann.grants(eve, Rank.VIP);
      ann.leaves();
      room.pass(15_000);
      assertEquals(Rank.MODERATOR, eve.rank());
    }

    @Test
    void does_not_happen_when_the_moderator_comes_back_in_time() {
      Guest ann = room.enters("ann");
      Guest bob = room.enters("bob");
      ann.isLost();
      room.pass(14_000);
      ann.again();
      room.pass(60_000);
      assertEquals(Rank.GUEST, bob.rank());
      assertEquals(List.of(), room.events(Event.RankChanged.class));
    }
  }

  @Nested
  class Succession_after_stepping_down {
    private final Guest ann = room.enters("ann");

    private void stepsDown() {
      isOk(ann.does(new Command.Revoke(ann.id)));
    }

    @Test
    void passes_over_a_member_who_stepped_down() {
      room.pass(1);
      Guest bob = room.enters("bob");
      stepsDown();
      room.pass(15_000);
      assertEquals(Rank.GUEST, ann.rank());
      assertEquals(Rank.MODERATOR, bob.rank());
    }

    @Test
    void waits_for_somebody_else() {
      stepsDown();
      room.pass(60_000);
      assertEquals(Rank.GUEST, ann.rank());
      assertEquals(OptionalLong.empty(), room.wakeAt());
      Guest bob = room.enters("bob");
      room.pass(0);
      assertEquals(Rank.MODERATOR, bob.rank());
    }

    @Test
    void may_again_choose_one_who_was_made_a_moderator_since() {
      stepsDown();
      isOk(room.server(new Command.Grant(ann.id, Rank.MODERATOR, OptionalLong.empty())));
      isOk(room.server(new Command.Revoke(ann.id)));
      room.pass(15_000);
      assertEquals(Rank.MODERATOR, ann.rank());
    }
  }

  @Nested
  class The_settings {
    private Room with(Rank founder, boolean succession, long linger) {
      return new Room(
          new KindSettings(
              100,
              131072,
              0,
              linger,
              false,
              KindSettings.Found.ANYONE,
              founder,
              succession,
              KindSettings.Keywords.DEFAULT,
              1000,
              OptionalInt.empty(),
              4096,
              60,
              Map.of()));
    }

    @Test
    void may_let_nobody_follow() {
      Room none = with(Rank.MODERATOR, false, 15_000);
      Guest ann = none.enters("ann");
      Guest bob = none.enters("bob");
      ann.leaves();
      none.pass(60_000);
      assertEquals(Rank.GUEST, bob.rank());
      assertEquals(OptionalLong.empty(), none.wakeAt());
    }

    @Test
    void may_give_the_founder_no_rank_and_then_nobody_follows() {
      Room open = with(Rank.GUEST, true, 15_000);
      Guest ann = open.enters("ann");
      Guest bob = open.enters("bob");
      assertEquals(Rank.GUEST, ann.rank());
      ann.leaves();
      open.pass(60_000);
      assertEquals(Rank.GUEST, bob.rank());
      assertEquals(List.of(), open.events(Event.RankChanged.class));
    }

    @Test
    void may_keep_nothing_for_the_lost() {
      Room brief = with(Rank.MODERATOR, true, 0);
      Guest ann = brief.enters("ann");
      Guest bob = brief.enters("bob");
      ann.isLost();
      brief.pass(0);
      assertEquals(Rank.MODERATOR, bob.rank());
      assertEquals(Rank.GUEST, ann.again().rank());
      isOk(brief.enters("Ann2").joined);
    }

    @Test
    void may_end_a_topic_with_the_loss_of_its_last_member() {
      Room brief = with(Rank.MODERATOR, true, 0);
      brief.enters("ann").isLost();
      assertTrue(brief.state.isOver());
      assertEquals(OptionalLong.empty(), brief.wakeAt());
    }
  }

  @Nested
  class What_is_remembered_of_the_gone {
    @Test
    void is_forgotten_once_nothing_of_it_matters() {
      Guest ann = room.enters("ann");
      Guest bob = room.enters("bob");
      bob.saysOnce("hello", "n1");
      bob.isLost();
      room.pass(119_999);
      assertNotNull(room.state.people().get(bob.id));
      room.pass(1);
      assertNull(room.state.people().get(bob.id));
      assertEquals(List.of(ann.membership), room.state.memberships());
      assertEquals(OptionalLong.empty(), room.wakeAt());
    }

    @Test
    void covers_500_who_are_muted_or_kept_out_and_drops_the_soonest_ending() {
      Guest ann = room.enters("ann");
      Guest soon = room.enters("soon");
      ann.mutes(soon, 1_000_000);
      soon.leaves();
      Guest sooner = room.enters("sooner");
      ann.does(new Command.Kick(sooner.id, Optional.empty(), Room.ttl(500_000), false));
      for (int i = 2; i < People.MOST_BANNED; i++) {
        Guest guest = room.enters("g" + i);
        ann.does(new Command.Mute(guest.id, OptionalLong.empty(), Optional.empty()));
        guest.leaves();
      }
      assertNotNull(room.state.people().get(sooner.id));
      Guest last = room.enters("last");
      ann.does(new Command.Kick(last.id, Optional.empty(), Room.ttl(1), false));
      assertNull(room.state.people().get(sooner.id));
      assertNotNull(room.state.people().get(last.id));
      assertNotNull(room.state.people().get(soon.id));
    }

    @Test
    void is_nothing_about_a_silent_member_who_left_longer_than_linger_ago() {
      room.enters("ann");
      Guest bob = room.enters("bob");
      bob.leaves();
      room.pass(14_999);
      assertNotNull(room.state.people().get(bob.id));
      room.pass(1);
      assertNull(room.state.people().get(bob.id));
    }
  }

  @Nested
  class Reigns {
    @Test
    void are_named_with_their_last_seqs() {
      Guest ann = room.enters("ann");
      ann.says("one");
      room.happened(new Event.Reigned(new Epoch("second")));
      ann.says("two");
      assertEquals(
          List.of(
              new TopicState.EpochSpan(new Epoch("first"), 1),
              new TopicState.EpochSpan(new Epoch("second"), 2)),
          room.state.reigns());
      assertEquals(new Epoch("second"), room.state.snapshot().epoch());
    }
  }

  @Nested
  class The_roster {
    @Test
    void is_read_in_pages_in_the_order_of_ids() {
      for (String name : List.of("eve", "ann", "joe", "bob")) {
        room.enters(name);
      }
      Outcome.Members first =
          (Outcome.Members) room.server(new Command.Roster(Optional.empty(), 3));
      assertEquals(
          List.of("ann", "bob", "eve"), first.members().stream().map(Member::nick).toList());
      Outcome.Members rest = (Outcome.Members) room.server(new Command.Roster(first.next(), 3));
      assertEquals(List.of("joe"), rest.members().stream().map(Member::nick).toList());
      assertEquals(Optional.empty(), rest.next());
    }

    @Test
    void shows_no_loan_that_is_over_even_before_the_topic_woke_up() {
      Guest ann = room.enters("ann");
      Guest bob = room.enters("bob");
      ann.grants(bob, Rank.VIP, 1_000);
      room.passUnnoticed(1_000);
      Outcome.Members all = (Outcome.Members) room.server(new Command.Roster(Optional.empty(), 3));
      assertEquals(Rank.GUEST, all.members().getLast().rank());
    }

    @Test
    void tells_since_when_the_oldest_membership_exists() {
      Guest ann = room.enters("ann");
      long begun = room.now;
      room.pass(1_000);
      Guest tab = ann.again();
      assertEquals(begun, room.state.member(tab.membership).orElseThrow().onlineAt());
      ann.leaves();
      assertEquals(begun + 1_000, room.state.member(tab.membership).orElseThrow().onlineAt());
    }
  }
}
