package hubbub.topic;

import static hubbub.topic.Outcomes.isOk;
import static hubbub.topic.Outcomes.isRefused;
import static hubbub.topic.Outcomes.isSent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class JoinRulesTest {
  private Room room = new Room();

  @Nested
  class The_first_one {
    @Test
    void is_its_moderator() {
      assertEquals(Rank.MODERATOR, room.enters("ann").rank());
      assertEquals(Rank.GUEST, room.enters("bob").rank());
    }

    @Test
    void keeps_a_higher_rank_that_they_brought_along() {
      Guest ann = new Guest(room, "ann", room.nextMembership(1));
      ann.accountRank = Rank.ADMIN;
      isOk(ann.join());
      assertEquals(Rank.ADMIN, ann.rank());
    }

    @Test
    void is_not_who_comes_first_after_all_were_lost() {
      room.enters("ann").isLost();
      assertEquals(Rank.GUEST, room.enters("bob").rank());
    }
  }

  @Nested
  class A_join {
    @Test
    void is_idempotent_by_membership() {
      Guest ann = room.enters("ann");
      long rev = room.state.rev();
      isOk(ann.join());
      assertEquals(rev, room.state.rev());
    }

    @Test
    void is_refused_to_another_id_under_a_nick_that_is_taken_whatever_its_case() {
      room.enters("ann");
      Guest other = new Guest(room, new MemberId("x"), Room.nick("ANN"), room.nextMembership(1));
      isRefused(Reason.NICK_TAKEN, other.join());
    }

    @Test
    void is_refused_under_a_nick_that_looks_like_that_of_a_vip_or_higher() {
      room.enters("lola");
      isRefused(Reason.NICK_TAKEN, room.enters("1ola").joined);
      isOk(room.enters("bob").joined);
      isOk(room.enters("b0b").joined);
    }

    @Test
    void is_refused_while_that_vip_is_lost_and_kept_and_no_longer() {
      room.enters("ann");
      Guest vip = room.enters("lola");
      isOk(room.server(new Command.Grant(vip.id, Rank.VIP, OptionalLong.empty())));
      vip.isLost();
      isRefused(Reason.NICK_TAKEN, room.enters("1ola").joined);
      room.passUnnoticed(15_000);
      isOk(room.enters("1ola").joined);
    }

    @Test
    void is_refused_while_that_rank_is_lent_and_no_longer() {
      Guest ann = room.enters("ann");
      isOk(ann.grants(room.enters("lola"), Rank.VIP, 5_000));
      isRefused(Reason.NICK_TAKEN, room.enters("l0la").joined);
      room.passUnnoticed(5_000);
      isOk(room.enters("l0la").joined);
    }

    @Test
    void takes_nothing_from_those_who_look_alike_when_one_of_them_is_promoted() {
      Guest ann = room.enters("ann");
      Guest lola = room.enters("lola");
      Guest other = room.enters("l0la");
      isOk(ann.grants(lola, Rank.VIP));
      other.isLost();
      isOk(other.again().joined);
      assertEquals(
          "l0la",
          room.state.member(room.state.memberships(other.id).getFirst()).orElseThrow().nick());
      isOk(ann.grants(other, Rank.VIP));
      isOk(lola.does(new Command.Leave(Command.How.LEFT)));
      isRefused(Reason.NICK_TAKEN, room.enters("1o1a").joined);
    }

    @Test
    void by_the_same_id_is_one_more_membership_of_one_member_under_the_same_nick() {
      Guest ann = room.enters("ann");
      Guest tab = ann.again("other");
      assertEquals(1, room.state.snapshot().members());
      assertEquals(List.of(ann.membership, tab.membership), room.state.memberships(ann.id));
      assertEquals("ann", room.state.member(tab.membership).orElseThrow().nick());
      assertEquals(Rank.MODERATOR, tab.rank());
    }

    @Test
    void is_refused_when_the_topic_is_full_but_not_to_members_and_moderators() {
      room = new Room(Room.with(100, 131072, 15_000, OptionalInt.of(2), Map.of()));
      Guest ann = room.enters("ann");
      room.enters("bob");
      Refusal full = isRefused(Reason.FULL, room.enters("eve").joined);
      assertEquals(2L, full.details().get("max"));
      assertTrue(full.details().containsKey("retry_after_ms"));
      assertFalse(full.isForGood());
      isOk(ann.again().joined);
      Guest boss = new Guest(room, "boss", room.nextMembership(1));
      boss.accountRank = Rank.OWNER;
      isOk(boss.join());
    }

    @Test
    void is_refused_without_the_required_password() {
      room.enters("ann");
      isOk(lock(Optional.of("sesame"), Optional.empty(), OptionalInt.empty()));
      assertTrue(room.state.snapshot().lock().password());
      Guest bob = new Guest(room, "bob", room.nextMembership(1));
      isRefused(Reason.WRONG_PASSWORD, bob.join());
      isRefused(Reason.WRONG_PASSWORD, bob.join(Optional.of("simsim")));
      isOk(bob.join(Optional.of("sesame")));
      isOk(lock(Optional.of(""), Optional.empty(), OptionalInt.empty()));
      assertFalse(room.state.snapshot().lock().password());
      isOk(room.enters("eve").joined);
    }

    @Test
    void is_refused_to_guests_where_only_members_may_enter() {
      room.enters("ann");
      isOk(lock(Optional.empty(), Optional.of(true), OptionalInt.empty()));
      isRefused(Reason.MEMBERS_ONLY, room.enters("bob").joined);
      Guest eve = new Guest(room, "eve", room.nextMembership(1));
      eve.accountRank = Rank.MEMBER;
      isOk(eve.join());
    }

    @Test
    void is_bound_by_the_locks_own_limit() {
      room.enters("ann");
      isOk(lock(Optional.empty(), Optional.empty(), OptionalInt.of(1)));
      isRefused(Reason.FULL, room.enters("bob").joined);
      isOk(lock(Optional.empty(), Optional.empty(), OptionalInt.of(0)));
      isOk(room.enters("bob").joined);
    }

    private Outcome lock(
        Optional<String> password, Optional<Boolean> membersOnly, OptionalInt maxMembers) {
      return room.server(new Command.SetLock(password, membersOnly, maxMembers));
    }
  }

  @Nested
  class From_where_somebody_was_kicked_for_a_while {
    private final AddressPrefix here = AddressPrefix.parse("203.0.113.7");
    private final AddressPrefix there = AddressPrefix.parse("2001:db8::/64");

    private Guest comes(String name, AddressPrefix from) {
      Guest guest = new Guest(room, name, room.nextMembership(1));
      guest.from = Optional.of(from);
      guest.joined = guest.join();
      return guest;
    }

    private void kicks(Guest ann, Guest other) {
      isOk(ann.does(new Command.Kick(other.id, Optional.empty(), Room.ttl(5_000), false)));
    }

    @Test
    void nobody_new_comes_in_until_it_is_over() {
      Guest ann = room.enters("ann");
      kicks(ann, comes("bob", here));
      room.pass(1_000);

      Refusal refusal = ((Outcome.Refused) comes("eve", here).joined).refusal();

      assertEquals(Reason.KICKED, refusal.reason());
      assertEquals(
          Map.of("scope", "address", "until_at", room.now + 4_000, "retry_after_ms", 4_000L),
          refusal.details());
      isOk(comes("joe", there).joined);
      isOk(room.enters("kim").joined);
      room.pass(4_000);
      isOk(comes("eve", here).joined);
    }

    @Test
    void who_is_inside_stays_and_may_come_back_after_being_lost() {
      Guest ann = room.enters("ann");
      Guest joe = comes("joe", here);
      kicks(ann, comes("bob", here));

      isSent(joe.says("still here"));
      joe.isLost();
      isOk(joe.again().joined);
    }

    @Test
    void anybody_who_brings_a_rank_along_is_not_a_new_guest() {
      Guest ann = room.enters("ann");
      kicks(ann, comes("bob", here));

      Guest member = new Guest(room, "joe", room.nextMembership(1));
      member.from = Optional.of(here);
      member.accountRank = Rank.MEMBER;
      isOk(member.join());
    }

    @Test
    void everybody_comes_in_if_more_than_five_others_share_it() {
      Guest ann = room.enters("ann");
      for (int i = 0; i < 5; i++) {
        comes("pupil" + i, here);
      }
      Guest bob = comes("bob", here);
      Guest eve = comes("eve", here);

      kicks(ann, bob);
      isOk(comes("joe", here).joined);
      joined("joe").leaves();
      kicks(ann, eve);
      isRefused(Reason.KICKED, comes("kim", here).joined);
    }

    private Guest joined(String name) {
      MemberId id = new MemberId(name);
      return new Guest(room, name, room.state.memberships(id).getFirst());
    }

    @Test
    void all_their_addresses_count_and_the_last_one_of_a_lost_member() {
      Guest ann = room.enters("ann");
      Guest bob = comes("bob", here);
      Guest tablet = new Guest(room, bob.id, bob.nick, room.nextMembership(1));
      tablet.from = Optional.of(there);
      isOk(tablet.join());
      kicks(ann, bob);
      isRefused(Reason.KICKED, comes("eve", here).joined);
      isRefused(Reason.KICKED, comes("eve", there).joined);

      AddressPrefix elsewhere = AddressPrefix.parse("198.51.100.9");
      Guest joe = comes("joe", elsewhere);
      joe.isLost();
      kicks(ann, joe);
      isRefused(Reason.KICKED, comes("kim", elsewhere).joined);
    }

    @Test
    void a_kick_without_a_time_keeps_nobody_out() {
      Guest ann = room.enters("ann");
      isOk(ann.kicks(comes("bob", here), false));
      isOk(comes("eve", here).joined);
    }

    @Test
    void of_500_addresses_the_soonest_ending_are_let_in_first() {
      Guest ann = room.enters("ann");
      for (int i = 0; i <= 500; i++) {
        AddressPrefix from = new AddressPrefix(0x20010db8L << 32 | i, 0, 64);
        Guest bob = comes("bob" + i, from);
        isOk(ann.does(new Command.Kick(bob.id, Optional.empty(), Room.ttl(60_000 + i), false)));
      }
      isOk(comes("eve", new AddressPrefix(0x20010db8L << 32, 0, 64)).joined);
      isRefused(
          Reason.KICKED, comes("joe", new AddressPrefix(0x20010db8L << 32 | 1, 0, 64)).joined);
      room.pass(70_000);
      assertEquals(Image.of(new AddressBans()), Image.of(room.state.people().addressBans()));
    }
  }

  @Nested
  class Somebody_kicked {
    @Test
    void may_not_come_back_before_its_time() {
      Guest ann = room.enters("ann");
      Guest bob = room.enters("bob");
      isOk(ann.does(new Command.Kick(bob.id, Optional.of("noise"), Room.ttl(5_000), false)));
      Refusal refusal = isRefused(Reason.KICKED, bob.again().joined);
      assertEquals(room.now + 5_000, refusal.details().get("until_at"));
      assertEquals(5_000L, refusal.details().get("retry_after_ms"));
      assertTrue(refusal.isForGood());
      room.passUnnoticed(4_999);
      isRefused(Reason.KICKED, bob.again().joined);
      room.passUnnoticed(1);
      isOk(bob.again().joined);
    }

    @Test
    void may_come_back_at_once_if_no_time_was_given() {
      Guest ann = room.enters("ann");
      Guest bob = room.enters("bob");
      isOk(ann.kicks(bob, false));
      isOk(bob.again().joined);
    }
  }

  @Nested
  class Somebody_lost {
    @Test
    void is_the_same_person_when_they_come_back_in_time() {
      Guest ann = room.enters("ann");
      Guest bob = room.enters("bob");
      ann.mutes(bob, 60_000);
      ann.isLost();
      bob.isLost();
      room.pass(14_000);
      Guest back = ann.again("another");
      assertEquals(Rank.MODERATOR, back.rank());
      assertEquals("ann", room.state.member(back.membership).orElseThrow().nick());
      isRefused(Reason.MUTED, bob.again().says("hi"));
    }

    @Test
    void keeps_the_nick_from_others_for_that_long() {
      room.enters("ann");
      Guest bob = room.enters("bob");
      bob.isLost();
      Guest other = new Guest(room, new MemberId("x"), Room.nick("bob"), room.nextMembership(1));
      isRefused(Reason.NICK_TAKEN, other.join());
      room.passUnnoticed(15_000);
      isOk(other.join());
    }

    @Test
    void is_a_stranger_when_they_come_back_too_late() {
      Guest ann = room.enters("ann");
      room.enters("bob");
      ann.isLost();
      room.passUnnoticed(15_000);
      Guest back = ann.again("another");
      assertEquals(Rank.GUEST, back.rank());
      assertEquals("another", room.state.member(back.membership).orElseThrow().nick());
    }

    @Test
    void is_gone_from_roster_and_counts_at_once() {
      room.enters("ann");
      room.enters("bob").isLost();
      assertEquals(1, room.state.snapshot().members());
      Outcome.Members members =
          (Outcome.Members) room.server(new Command.Roster(Optional.empty(), 10));
      assertEquals(List.of("ann"), members.members().stream().map(Member::nick).toList());
    }
  }
}
