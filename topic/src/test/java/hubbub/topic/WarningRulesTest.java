package hubbub.topic;

import static hubbub.topic.Outcomes.isOk;
import static hubbub.topic.Outcomes.isRefused;
import static hubbub.topic.Outcomes.isSent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class WarningRulesTest {
  private static final Optional<String> WHY = Optional.of("calm down");

  private final Room room = new Room();
  private final Guest ann = room.enters("ann");
  private final Guest bob = room.enters("bob");

  private Outcome warn(Guest whom, boolean acknowledge) {
    return ann.does(new Command.Warn(whom.id, acknowledge, WHY));
  }

  @Nested
  class A_warning {
    @Test
    void tells_its_member_by_whom_and_why_and_leaves_a_line_of_audit() {
      isOk(warn(bob, false));
      Event.Warned warned = room.last(Event.Warned.class);
      assertEquals(bob.id, warned.member());
      assertEquals(new Warning(room.now, "ann", Optional.empty(), WHY), warned.warning());
      AuditEntry line = room.last(Event.Audited.class).entry();
      assertEquals("warn", line.act());
      assertEquals(WHY, line.text());
      assertEquals("bob", line.about().orElseThrow().id());
    }

    @Test
    void has_no_place_in_the_order_of_what_all_are_told() {
      long seq = room.state.seq();
      isOk(warn(bob, false));
      assertEquals(seq, room.state.seq());
    }

    @Test
    void is_for_moderators_about_those_below() {
      isRefused(Reason.RANK_TOO_LOW, bob.does(new Command.Warn(ann.id, false, WHY)));
      ann.grants(bob, Rank.VIP);
      isOk(warn(bob, false));
      isRefused(Reason.OUTRANKED, warn(ann, false));
    }

    @Test
    void of_somebody_who_would_not_see_it_is_refused() {
      bob.isLost();
      isRefused(Reason.UNKNOWN_MEMBER, warn(bob, false));
      isOk(warn(bob, true));
      isRefused(Reason.UNKNOWN_MEMBER, warn(new Guest(room, "eve", bob.membership), true));
    }

    @Test
    void that_need_not_be_acknowledged_silences_nobody() {
      isOk(warn(bob, false));
      isSent(bob.says("sorry"));
      isRefused(Reason.ALREADY, bob.does(new Command.Acknowledge()));
    }
  }

  @Nested
  class A_warning_to_acknowledge {
    @Test
    void keeps_its_member_from_saying_anything_to_all_until_then() {
      isOk(warn(bob, true));
      isRefused(Reason.ACKNOWLEDGE_FIRST, bob.says("what?"));
      isRefused(Reason.ACKNOWLEDGE_FIRST, bob.does(new Command.SetNick(Room.nick("rob"))));
      isOk(bob.does(new Command.Acknowledge()));
      isSent(bob.says("sorry"));
    }

    @Test
    void is_known_at_the_edge() {
      isOk(warn(bob, true));
      assertTrue(room.state.standing(bob.id).mustAcknowledge());
      isOk(bob.does(new Command.Acknowledge()));
      assertFalse(room.state.standing(bob.id).mustAcknowledge());
    }

    @Test
    void holds_on_every_connection_and_after_leaving_for_long() {
      isOk(warn(bob, true));
      Guest second = bob.again();
      isRefused(Reason.ACKNOWLEDGE_FIRST, second.says("and here?"));
      bob.leaves();
      second.leaves();
      room.pass(3_600_000);
      Guest back = bob.again();
      isRefused(Reason.ACKNOWLEDGE_FIRST, back.says("and now?"));
      assertEquals(WHY, room.state.warning(bob.id).orElseThrow().text());
      isOk(back.does(new Command.Acknowledge()));
      isSent(back.says("sorry"));
    }

    @Test
    void is_forgotten_a_day_after_it_was_given_to_somebody_who_is_gone() {
      isOk(warn(bob, true));
      bob.leaves();
      room.pass(Warning.MEMORY_MILLIS);
      isSent(bob.again().says("hello"));
    }

    @Test
    void never_ends_for_somebody_who_stays() {
      isOk(warn(bob, true));
      room.pass(2 * Warning.MEMORY_MILLIS);
      isRefused(Reason.ACKNOWLEDGE_FIRST, bob.says("now?"));
    }

    @Test
    void leaves_no_time_to_retry_to_whoever_is_muted_as_well() {
      isOk(warn(bob, true));
      isOk(ann.mutes(bob, 1_000));
      Refusal muted = isRefused(Reason.MUTED, bob.says("now?"));
      assertFalse(muted.details().containsKey("retry_after_ms"));
    }

    @Test
    void names_no_moderator_who_was_erased() {
      Guest mod = room.enters("mod");
      isOk(room.server(new Command.Grant(mod.id, Rank.MODERATOR, OptionalLong.empty())));
      isOk(mod.does(new Command.Warn(bob.id, true, WHY)));
      room.erases(mod.id);
      assertEquals("erased-1", room.state.warning(bob.id).orElseThrow().by());
    }
  }

  @Nested
  class The_spam_guard {
    private Outcome guard(Command command) {
      return room.decide(new Actor.Guard(), 0, command);
    }

    @Test
    void warns_with_the_rule_and_the_strikes() {
      Strikes strikes = new Strikes("links", 2);
      isOk(guard(new Command.Warn(bob.id, Optional.of(strikes), false, Optional.empty())));
      assertEquals(Optional.of(strikes), room.last(Event.Warned.class).warning().strikes());
      AuditEntry line = room.last(Event.Audited.class).entry();
      assertEquals("spam guard", line.by().id());
      assertEquals(Optional.of("links"), line.value());
    }

    @Test
    void mutes_and_kicks_whoever_ranks_below_moderators_whatever_rank_that_takes() {
      Guest eve = room.enters("eve");
      ann.grants(eve, Rank.VIP);
      isOk(guard(new Command.Mute(eve.id, Room.ttl(1_000), Optional.empty())));
      assertEquals(Optional.of("spam guard"), room.last(Event.MemberMuted.class).by());
      isOk(guard(new Command.Kick(bob.id, Optional.empty(), Room.ttl(1_000), false)));
    }

    @Test
    void never_touches_a_moderator() {
      isRefused(
          Reason.OUTRANKED, guard(new Command.Mute(ann.id, Room.ttl(1_000), Optional.empty())));
      isRefused(
          Reason.OUTRANKED,
          guard(new Command.Kick(ann.id, Optional.empty(), Room.ttl(1_000), false)));
      isRefused(Reason.OUTRANKED, guard(new Command.Warn(ann.id, true, Optional.empty())));
    }

    @Test
    void does_nothing_else() {
      isRefused(Reason.RANK_TOO_LOW, guard(new Command.SetTitle(new Title("mine"))));
      isRefused(Reason.RANK_TOO_LOW, guard(new Command.Unmute(bob.id)));
      isRefused(Reason.RANK_TOO_LOW, guard(new Command.Clear(Optional.empty())));
    }

    @Test
    void shortens_no_mute_that_a_moderator_imposed() {
      isOk(ann.does(new Command.Mute(bob.id, OptionalLong.empty(), Optional.empty())));
      isRefused(Reason.ALREADY, guard(new Command.Mute(bob.id, Room.ttl(1_000), Optional.empty())));
    }
  }
}
