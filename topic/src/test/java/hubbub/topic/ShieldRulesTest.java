package hubbub.topic;

import static hubbub.topic.Outcomes.isHeld;
import static hubbub.topic.Outcomes.isOk;
import static hubbub.topic.Outcomes.isRefused;
import static hubbub.topic.Outcomes.isSent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ShieldRulesTest {
  private static final long MINUTE = 60_000;

  private final Room room = new Room();
  private final Guest ann = room.enters("ann");
  private final Guest bob = room.enters("bob");

  private Outcome raise(ShieldPreset preset, long ttl) {
    return ann.does(new Command.Shield(Optional.of(preset), Room.ttl(ttl)));
  }

  private Outcome lift() {
    return ann.does(new Command.Shield(Optional.empty(), OptionalLong.empty()));
  }

  /// Somebody whom the shield binds.
  private Guest newcomer(String name) {
    room.pass(1);
    return room.enters(name);
  }

  private Optional<Shield> shield() {
    return room.state.snapshot().at(room.now).shield();
  }

  @Nested
  class The_shield {
    @Test
    void is_announced_with_its_preset_and_its_end() {
      isOk(raise(ShieldPreset.SLOW, MINUTE));
      Event.ShieldChanged raised = room.last(Event.ShieldChanged.class);
      assertEquals(
          new Shield(ShieldPreset.SLOW, room.now, room.now + MINUTE, false),
          raised.shield().orElseThrow());
      assertEquals(Optional.of("ann"), raised.by());
      assertEquals(raised.shield(), shield());
      AuditEntry line = room.last(Event.Audited.class).entry();
      assertEquals("shield", line.act());
      assertEquals(Optional.of("slow"), line.value());
      assertEquals(OptionalLong.of(room.now + MINUTE), line.untilAt());
    }

    @Test
    void ends_by_itself_to_the_millisecond() {
      isOk(raise(ShieldPreset.SLOW, MINUTE));
      room.pass(MINUTE - 1);
      assertTrue(shield().isPresent());
      room.pass(1);
      assertTrue(shield().isEmpty());
      assertEquals(
          new Event.ShieldChanged(Optional.empty(), Optional.empty()),
          room.last(Event.ShieldChanged.class));
    }

    @Test
    void lasts_ten_minutes_unless_said_otherwise_and_a_day_at_most() {
      isOk(ann.does(new Command.Shield(Optional.of(ShieldPreset.SLOW), OptionalLong.empty())));
      assertEquals(room.now + 10 * MINUTE, shield().orElseThrow().untilAt());
      isRefused(Reason.INVALID, raise(ShieldPreset.SLOW, 24 * 60 * MINUTE + 1));
    }

    @Test
    void is_for_moderators() {
      isRefused(
          Reason.RANK_TOO_LOW,
          bob.does(new Command.Shield(Optional.of(ShieldPreset.SLOW), OptionalLong.empty())));
    }

    @Test
    void is_lifted_once() {
      isOk(raise(ShieldPreset.SLOW, MINUTE));
      isOk(lift());
      assertTrue(shield().isEmpty());
      isRefused(Reason.ALREADY, lift());
    }

    @Test
    void leaves_what_was_set_meanwhile_as_it_is() {
      isOk(raise(ShieldPreset.SLOW, MINUTE));
      isOk(ann.does(new Command.SetSlow(3_000, OptionalLong.empty())));
      room.pass(MINUTE);
      assertEquals(3_000, room.state.snapshot().slow().orElseThrow().intervalMillis());
    }

    @Test
    void that_is_changed_still_binds_whom_it_bound() {
      isOk(raise(ShieldPreset.SLOW, MINUTE));
      Guest eve = newcomer("eve");
      room.pass(1_000);
      isOk(raise(ShieldPreset.HOLD, MINUTE));
      isHeld(eve.says("me?"));
      isSent(bob.says("not me"));
    }

    @Test
    void crosses_a_restart() {
      isOk(raise(ShieldPreset.SLOW, MINUTE));
      newcomer("eve");
      TopicState next = room.copyOf(room.state);
      assertEquals(shield(), next.snapshot().shield());
      assertEquals(room.state.standing(new MemberId("eve")), next.standing(new MemberId("eve")));
    }
  }

  @Nested
  class Slow {
    @Test
    void lets_newcomers_speak_once_in_ten_seconds_and_others_as_ever() {
      isOk(raise(ShieldPreset.SLOW, MINUTE));
      Guest eve = newcomer("eve");
      isSent(eve.says("one"));
      Refusal refusal = isRefused(Reason.SLOW, eve.says("two"));
      assertEquals(10_000L, refusal.details().get("retry_after_ms"));
      isSent(bob.says("one"));
      isSent(bob.says("two"));
      room.pass(10_000);
      isSent(eve.says("two"));
    }

    @Test
    void ends_with_the_shield() {
      isOk(raise(ShieldPreset.SLOW, 4_000));
      Guest eve = newcomer("eve");
      isSent(eve.says("one"));
      assertEquals(3_999L, isRefused(Reason.SLOW, eve.says("two")).details().get("retry_after_ms"));
      room.passUnnoticed(3_999);
      isSent(eve.says("two"));
    }

    @Test
    void is_not_shed_by_leaving_and_coming_back() {
      isOk(raise(ShieldPreset.SLOW, MINUTE));
      Guest eve = newcomer("eve");
      isSent(eve.says("one"));
      eve.leaves();
      isRefused(Reason.SLOW, eve.again().says("two"));
    }

    @Test
    void binds_nobody_with_a_rank() {
      isOk(raise(ShieldPreset.SLOW, MINUTE));
      room.pass(1);
      Guest staff = new Guest(room, "staff", room.nextMembership(1));
      staff.accountRank = Rank.MEMBER;
      isOk(staff.join());
      isSent(staff.says("one"));
      isSent(staff.says("two"));
    }
  }

  @Nested
  class A_regular {
    @Test
    void who_reconnects_is_not_taken_for_a_newcomer() {
      isOk(raise(ShieldPreset.HOLD, 30 * MINUTE));
      bob.isLost();
      room.pass(20 * MINUTE);
      isSent(bob.again().says("back again"));
    }

    @ParameterizedTest
    @EnumSource(ShieldPreset.class)
    void who_was_away_when_it_began_is_not_either(ShieldPreset preset) {
      Guest regular = room.enters("g-regular");
      room.pass(MINUTE);
      regular.leaves();
      room.pass(20 * MINUTE);
      isOk(raise(preset, 30 * MINUTE));
      room.pass(MINUTE);
      Guest back = new Guest(room, regular.id, regular.nick, room.nextMembership(1));
      isOk(back.comesBack(23 * MINUTE));
      isSent(back.says("back again"));
      isSent(back.says("as ever"));
    }

    @Test
    void is_one_only_if_the_first_visit_was_before_it_began() {
      isOk(raise(ShieldPreset.HOLD, 30 * MINUTE));
      room.pass(MINUTE);
      Guest eve = new Guest(room, "eve", room.nextMembership(1));
      isOk(eve.comesBack(MINUTE - 1));
      isHeld(eve.says("hello"));
    }

    @Test
    void is_still_one_after_a_restart() {
      isOk(raise(ShieldPreset.HOLD, 30 * MINUTE));
      room.pass(MINUTE);
      Guest eve = new Guest(room, "eve", room.nextMembership(1));
      isOk(eve.comesBack(10 * MINUTE));
      TopicState next = room.copyOf(room.state);
      assertEquals(room.state.standing(eve.id), next.standing(eve.id));
      assertTrue(next.standing(eve.id).firstJoinedAt() < shield().orElseThrow().since());
    }

    @Test
    void is_remembered_for_an_hour_at_most() {
      isOk(raise(ShieldPreset.HOLD, 120 * MINUTE));
      bob.leaves();
      room.pass(60 * MINUTE);
      isHeld(bob.again().says("back again"));
    }
  }

  @Nested
  class Hold {
    @Test
    void has_moderators_see_first_what_newcomers_say() {
      isOk(raise(ShieldPreset.HOLD, MINUTE));
      Guest eve = newcomer("eve");
      assertEquals("shield", isHeld(eve.says("hello")).rule());
      isSent(bob.says("hello"));
      room.pass(MINUTE);
      isSent(eve.says("hello"));
    }

    @Test
    void lets_no_newcomer_speak_by_a_new_nick() {
      isOk(raise(ShieldPreset.HOLD, MINUTE));
      Guest eve = newcomer("eve");
      Refusal refusal = isRefused(Reason.SPAM, eve.does(new Command.SetNick(Room.nick("BUY"))));
      assertEquals("shield", refusal.details().get("rule"));
      assertEquals(MINUTE - 1, refusal.details().get("retry_after_ms"));
      isOk(bob.does(new Command.SetNick(Room.nick("rob"))));
    }
  }

  @Nested
  class Accounts_only {
    @Test
    void refuses_new_guests_for_now() {
      isOk(raise(ShieldPreset.ACCOUNTS_ONLY, MINUTE));
      Guest guest = newcomer("g1");
      Refusal refusal = isRefused(Reason.ACCOUNTS_ONLY, guest.joined);
      assertFalse(refusal.isForGood());
      assertEquals(MINUTE - 1, refusal.details().get("retry_after_ms"));
      room.pass(MINUTE);
      isOk(guest.join());
    }

    @Test
    void lets_in_accounts_those_with_a_rank_and_those_who_were_here() {
      Guest regular = room.enters("g-regular");
      isOk(raise(ShieldPreset.ACCOUNTS_ONLY, 30 * MINUTE));
      isOk(newcomer("account").joined);
      Guest staff = new Guest(room, "g-staff", room.nextMembership(1));
      staff.accountRank = Rank.MEMBER;
      isOk(staff.join());
      regular.leaves();
      room.pass(10 * MINUTE);
      isOk(regular.again().joined);
    }

    @Test
    void removes_nobody() {
      isOk(raise(ShieldPreset.SLOW, MINUTE));
      Guest guest = newcomer("g1");
      isOk(raise(ShieldPreset.ACCOUNTS_ONLY, MINUTE));
      assertEquals(List.of(guest.membership), room.state.memberships(guest.id));
      isSent(guest.says("still here"));
    }
  }
}
