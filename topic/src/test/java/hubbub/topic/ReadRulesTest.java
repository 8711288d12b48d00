package hubbub.topic;

import static hubbub.topic.Outcomes.isOk;
import static hubbub.topic.Outcomes.isRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hubbub.topic.Command.List.Of;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// What moderators can look up, no matter when they joined.
class ReadRulesTest {
  private final Room room = new Room();
  private final Guest ann = room.enters("ann");
  private final Guest bob = room.enters("bob");
  private final Guest eve = room.enters("eve");

  private Outcome list(Guest who, Of of) {
    return who.does(new Command.List(of, Optional.empty(), 100));
  }

  private List<Outcome.Listed.Entry> listed(Of of) {
    return ((Outcome.Listed) list(ann, of)).entries();
  }

  private List<String> ranked(Of of) {
    return listed(of).stream()
        .map(entry -> ((Outcome.Listed.Ranked) entry).member().nick())
        .toList();
  }

  private Moderation moderation() {
    return room.state.moderation(ann.id, room.now).orElseThrow();
  }

  private void mutes(Guest guest, Optional<String> text) {
    isOk(ann.does(new Command.Mute(guest.id, Room.ttl(60_000), text)));
  }

  @Nested
  class A_list {
    @Test
    void is_for_moderators() {
      for (Of of : Of.values()) {
        assertEquals(
            "moderator", isRefused(Reason.RANK_TOO_LOW, list(bob, of)).details().get("min_rank"));
      }
    }

    @Test
    void is_refused_by_a_replica_as_by_the_owner() {
      Command.List list = new Command.List(Of.MUTES, Optional.empty(), 100);
      isRefused(Reason.RANK_TOO_LOW, read(bob, list));
      assertEquals(new Outcome.Listed(List.of(), Optional.empty()), read(ann, list));
    }

    @Test
    void is_refused_to_a_membership_that_has_ended() {
      bob.leaves();
      isRefused(Reason.UNMATCHED_TOPIC, read(bob, new Command.Roster(Optional.empty(), 10)));
    }

    private Outcome read(Guest who, Command.Read command) {
      return TopicRules.read(
          room.replica,
          new Actor.Membership(who.membership),
          command,
          new ReadContext(room.now, (_, from) -> from.toString()));
    }

    @Test
    void of_mutes_tells_who_when_until_when_by_whom_and_why() {
      mutes(bob, Optional.of("noise"));
      assertEquals(
          List.of(
              new Sanction(
                  bob.id,
                  "bob",
                  Reason.MUTED,
                  room.now,
                  OptionalLong.of(room.now + 60_000),
                  Optional.of("ann"),
                  Optional.of("noise"))),
          listed(Of.MUTES));
    }

    @Test
    void of_mutes_has_those_who_are_gone_and_not_those_whose_mute_is_over() {
      mutes(bob, Optional.empty());
      isOk(ann.mutes(eve, 1_000));
      bob.leaves();
      room.passUnnoticed(20_000);
      assertEquals(1, listed(Of.MUTES).size());
      isOk(ann.does(new Command.Unmute(bob.id)));
      assertEquals(List.of(), listed(Of.MUTES));
    }

    @Test
    void of_bans_tells_who_may_not_come_back() {
      isOk(ann.does(new Command.Kick(bob.id, Optional.of("bye"), Room.ttl(5_000), false)));
      isOk(ann.kicks(eve, false));
      assertEquals(
          List.of(
              new Sanction(
                  bob.id,
                  "bob",
                  Reason.KICKED,
                  room.now,
                  OptionalLong.of(room.now + 5_000),
                  Optional.of("ann"),
                  Optional.of("bye"))),
          listed(Of.BANS));
      room.passUnnoticed(5_000);
      assertEquals(List.of(), listed(Of.BANS));
    }

    @Test
    void of_ranks_has_everybody_of_that_rank_or_higher_even_while_they_may_come_back() {
      isOk(room.server(new Command.Grant(eve.id, Rank.OWNER, OptionalLong.empty())));
      ann.grants(bob, Rank.MEMBER);
      eve.leaves();
      assertEquals(List.of("ann", "bob", "eve"), ranked(Of.MEMBERS));
      assertEquals(List.of("ann", "eve"), ranked(Of.MODERATORS));
      assertEquals(List.of("eve"), ranked(Of.OWNERS));
      room.passUnnoticed(15_000);
      assertEquals(List.of(), ranked(Of.OWNERS));
    }

    @Test
    void of_ranks_tells_when_one_that_is_lent_ends() {
      ann.grants(bob, Rank.VIP, 5_000);
      Outcome.Listed.Ranked entry = (Outcome.Listed.Ranked) listed(Of.MEMBERS).getLast();
      assertEquals(Rank.VIP, entry.member().rank());
      assertEquals(OptionalLong.of(room.now + 5_000), entry.untilAt());
    }

    @Test
    void comes_in_pages() {
      mutes(bob, Optional.empty());
      mutes(eve, Optional.empty());
      Outcome.Listed first =
          (Outcome.Listed) ann.does(new Command.List(Of.MUTES, Optional.empty(), 1));
      assertEquals(Optional.of(bob.id.value()), first.next());
      Outcome.Listed rest = (Outcome.Listed) ann.does(new Command.List(Of.MUTES, first.next(), 1));
      assertEquals(eve.id, ((Sanction) rest.entries().getFirst()).member());
      assertEquals(Optional.empty(), rest.next());
    }
  }

  @Nested
  class The_roster {
    private Map<MemberId, Long> mutes(Guest who) {
      return ((Outcome.Members) who.does(new Command.Roster(Optional.empty(), 10))).mutes();
    }

    @Test
    void tells_only_moderators_until_when_somebody_is_muted() {
      isOk(ann.mutes(bob, 5_000));
      assertEquals(Map.of(bob.id, room.now + 5_000), mutes(ann));
      assertEquals(Map.of(), mutes(bob));
      room.passUnnoticed(5_000);
      assertEquals(Map.of(), mutes(ann));
    }
  }

  @Nested
  class What_a_moderator_finds {
    @Test
    void is_for_nobody_else() {
      assertTrue(room.state.moderation(bob.id, room.now).isEmpty());
      isOk(room.server(new Command.Grant(bob.id, Rank.MODERATOR, OptionalLong.empty())));
      assertTrue(room.state.moderation(bob.id, room.now).isPresent());
    }

    @Test
    void is_who_is_muted_and_who_may_not_come_back() {
      mutes(bob, Optional.empty());
      isOk(ann.does(new Command.Kick(eve.id, Optional.empty(), Room.ttl(5_000), false)));
      assertEquals(1, moderation().mutes().count());
      assertEquals(bob.id, moderation().mutes().entries().getFirst().member());
      assertEquals(eve.id, moderation().bans().entries().getFirst().member());
    }

    @Test
    void is_how_many_there_are_and_the_newest_20_of_them() {
      for (int i = 0; i < 25; i++) {
        room.pass(1);
        mutes(room.enters("guest" + i), Optional.empty());
      }
      Moderation.Newest<Sanction> mutes = moderation().mutes();
      assertEquals(25, mutes.count());
      assertEquals(20, mutes.entries().size());
      assertEquals("guest24", mutes.entries().getFirst().nick());
      assertEquals("guest5", mutes.entries().getLast().nick());
    }

    @Test
    void has_no_mute_that_ended_unnoticed() {
      isOk(ann.mutes(bob, 1_000));
      room.passUnnoticed(1_000);
      assertFalse(moderation().mutes().count() > 0);
    }
  }
}
