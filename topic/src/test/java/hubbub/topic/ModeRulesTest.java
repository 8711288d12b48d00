package hubbub.topic;

import static hubbub.topic.Outcomes.isOk;
import static hubbub.topic.Outcomes.isRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ModeRulesTest {
  private Room room = new Room();
  private final Guest ann = room.enters("ann");
  private final Guest bob = room.enters("bob");

  private Guest withAccountRank(String name, Rank accountRank) {
    Guest guest = new Guest(room, name, room.nextMembership(1));
    guest.accountRank = accountRank;
    isOk(guest.join());
    return guest;
  }

  @Nested
  class The_table {
    @Test
    void requires_a_moderator_for_what_concerns_everybody() {
      for (Command command :
          new Command[] {
            new Command.SetTitle(new Title("x")),
            new Command.SetQuiet(Optional.empty(), OptionalLong.empty()),
            new Command.SetSlow(0, OptionalLong.empty()),
            new Command.Mute(ann.id, OptionalLong.empty(), Optional.empty()),
            new Command.Unmute(ann.id),
            new Command.Kick(ann.id, Optional.empty(), OptionalLong.empty(), false),
            new Command.Clear(Optional.empty()),
            new Command.RemoveKeyword("x", OptionalLong.empty()),
            new Command.PinKeyword("x", OptionalLong.empty())
          }) {
        Refusal refusal = isRefused(Reason.RANK_TOO_LOW, bob.does(command));
        assertEquals("moderator", refusal.details().get("min_rank"));
      }
    }

    @Test
    void requires_an_owner_for_the_lock() {
      Command lock = new Command.SetLock(Optional.of("x"), Optional.empty(), OptionalInt.empty());
      isRefused(Reason.RANK_TOO_LOW, ann.does(lock));
      isOk(withAccountRank("own", Rank.OWNER).does(lock));
    }

    @Test
    void yields_to_a_kinds_settings() {
      room =
          new Room(
              Room.with(100, 131072, 15_000, OptionalInt.empty(), Map.of("set_title", Rank.GUEST)));
      room.enters("ann");
      isOk(room.enters("bob").does(new Command.SetTitle(new Title("Bob's"))));
    }
  }

  @Nested
  class A_title {
    @Test
    void is_told_and_seen() {
      isOk(ann.does(new Command.SetTitle(new Title("Tea"))));
      assertEquals(new Event.TitleChanged("Tea", "ann"), room.last(Event.TitleChanged.class));
      assertEquals("Tea", room.state.snapshot().title());
      isRefused(Reason.ALREADY, ann.does(new Command.SetTitle(new Title("Tea"))));
    }

    @Test
    void has_at_most_200_characters() {
      isOk(ann.does(new Command.SetTitle(new Title("😀".repeat(200)))));
      isRefused(Reason.TOO_LONG, ann.does(new Command.SetTitle(new Title("x".repeat(201)))));
    }
  }

  @Nested
  class Quiet_mode {
    @Test
    void reaches_up_to_owners_because_admins_may_always_speak() {
      isOk(ann.does(new Command.SetQuiet(Optional.of(Rank.OWNER), OptionalLong.empty())));
      Refusal refusal =
          isRefused(
              Reason.INVALID,
              ann.does(new Command.SetQuiet(Optional.of(Rank.ADMIN), OptionalLong.empty())));
      assertEquals("min_rank", refusal.details().get("field"));
    }
  }

  @Nested
  class A_nick {
    @Test
    void is_changed_and_frees_the_old_one() {
      isOk(bob.does(new Command.SetNick(Room.nick("Bobby"))));
      assertEquals("Bobby", room.state.member(bob.membership).orElseThrow().nick());
      isOk(ann.does(new Command.SetNick(Room.nick("bob"))));
    }

    @Test
    void is_refused_when_somebody_else_has_it() {
      isRefused(Reason.NICK_TAKEN, bob.does(new Command.SetNick(Room.nick("Ann"))));
      isOk(bob.does(new Command.SetNick(Room.nick("BOB"))));
    }

    @Test
    void is_refused_when_it_looks_like_that_of_a_vip_or_higher() {
      Guest lola = room.enters("lola");
      isOk(bob.does(new Command.SetNick(Room.nick("l0la"))));
      isOk(ann.grants(lola, Rank.VIP));
      isRefused(Reason.NICK_TAKEN, bob.does(new Command.SetNick(Room.nick("1ola"))));
      isOk(lola.does(new Command.SetNick(Room.nick("1ola"))));
      isOk(lola.does(new Command.SetNick(Room.nick("Zoe"))));
      isOk(bob.does(new Command.SetNick(Room.nick("lola"))));
    }
  }

  @Nested
  class A_grant {
    @Test
    void for_a_while_raises_a_rank_until_exactly_its_deadline() {
      isOk(ann.grants(bob, Rank.VIP, 5_000));
      assertEquals(Rank.VIP, bob.rank());
      isOk(ann.does(new Command.SetQuiet(Optional.of(Rank.VIP), OptionalLong.empty())));
      room.passUnnoticed(5_000);
      isRefused(Reason.QUIET, bob.says("too late"));
      room.pass(0);
      assertEquals(
          new Event.RankChanged(
              bob.id, Rank.GUEST, OptionalLong.empty(), Optional.empty(), Optional.empty()),
          room.last(Event.RankChanged.class));
      assertEquals(Rank.GUEST, bob.rank());
    }

    @Test
    void for_a_while_falls_back_to_the_permanent_rank() {
      isOk(ann.grants(bob, Rank.MEMBER));
      isOk(ann.grants(bob, Rank.VIP, 5_000));
      room.pass(5_000);
      assertEquals(Rank.MEMBER, bob.rank());
    }

    @Test
    void that_is_prolonged_does_not_end_at_its_first_deadline() {
      isOk(ann.grants(bob, Rank.VIP, 5_000));
      room.pass(4_000);
      isOk(ann.grants(bob, Rank.VIP, 5_000));
      room.pass(4_999);
      assertEquals(Rank.VIP, bob.rank());
      room.pass(1);
      assertEquals(Rank.GUEST, bob.rank());
    }

    @Test
    void for_a_while_does_not_lower_a_higher_one() {
      Guest own = withAccountRank("own", Rank.OWNER);
      isOk(own.grants(bob, Rank.MODERATOR, 5_000));
      isRefused(Reason.ALREADY, own.grants(bob, Rank.VIP, 60_000));
      assertEquals(Rank.MODERATOR, bob.rank());
      isOk(own.grants(bob, Rank.MODERATOR, 1_000));
      room.passUnnoticed(1_000);
      isOk(own.grants(bob, Rank.VIP, 1_000));
    }

    @Test
    void of_a_rank_that_is_not_below_the_givers_is_refused() {
      isRefused(Reason.RANK_TOO_LOW, ann.grants(bob, Rank.MODERATOR));
      isRefused(Reason.RANK_TOO_LOW, bob.grants(ann, Rank.GUEST));
      Guest own = withAccountRank("own", Rank.OWNER);
      isOk(own.grants(bob, Rank.MODERATOR));
      isRefused(Reason.RANK_TOO_LOW, own.grants(bob, Rank.OWNER));
      isRefused(Reason.INVALID, own.grants(bob, Rank.ADMIN));
    }

    @Test
    void to_an_equal_or_higher_rank_is_refused() {
      Guest own = withAccountRank("own", Rank.OWNER);
      isRefused(Reason.OUTRANKED, ann.grants(own, Rank.VIP));
      isRefused(Reason.OUTRANKED, ann.grants(ann, Rank.VIP));
    }

    @Test
    void is_taken_back_by_revoke() {
      isOk(ann.grants(bob, Rank.VIP));
      isOk(ann.does(new Command.Revoke(bob.id)));
      assertEquals(Rank.GUEST, bob.rank());
      isRefused(Reason.ALREADY, ann.does(new Command.Revoke(bob.id)));
    }
  }

  @Nested
  class Stepping_down {
    @Test
    void is_open_to_a_moderator() {
      isOk(ann.does(new Command.Revoke(ann.id)));
      assertEquals(Rank.GUEST, ann.rank());
    }

    @Test
    void is_not_open_to_the_last_owner() {
      isOk(room.server(new Command.Grant(bob.id, Rank.OWNER, OptionalLong.empty())));
      isRefused(Reason.LAST_OWNER, bob.does(new Command.Revoke(bob.id)));
      isOk(room.server(new Command.Grant(ann.id, Rank.OWNER, OptionalLong.empty())));
      isOk(bob.does(new Command.Revoke(bob.id)));
    }
  }

  @Nested
  class Acting_on_others {
    private final Guest own = withAccountRank("own", Rank.OWNER);
    private final Guest boss = withAccountRank("boss", Rank.ADMIN);

    @Test
    void is_refused_towards_an_equal_or_higher_rank() {
      isRefused(Reason.OUTRANKED, ann.mutes(own, 1_000));
      isRefused(Reason.OUTRANKED, ann.kicks(own, false));
      isRefused(Reason.OUTRANKED, ann.kicks(ann, false));
      isRefused(Reason.OUTRANKED, own.does(new Command.Revoke(boss.id)));
    }

    @Test
    void is_explained_in_at_most_200_characters() {
      Optional<String> text = Optional.of("t".repeat(201));
      List<Command> explained =
          List.of(
              new Command.Grant(bob.id, Rank.VIP, OptionalLong.empty(), text),
              new Command.Revoke(bob.id, text),
              new Command.Mute(bob.id, OptionalLong.empty(), text),
              new Command.Unmute(bob.id, text),
              new Command.Kick(bob.id, text, OptionalLong.empty(), false),
              new Command.Delete("message-1", text),
              new Command.Clear(Optional.empty(), text));
      for (Command command : explained) {
        Refusal refusal = isRefused(Reason.INVALID, own.does(command));
        assertEquals("text", refusal.details().get("field"));
      }
      isOk(
          ann.does(
              new Command.Kick(
                  bob.id, Optional.of("😀".repeat(200)), OptionalLong.empty(), false)));
    }

    @Test
    void is_open_to_an_admin_whoever_the_other_is() {
      Guest other = withAccountRank("chief", Rank.ADMIN);
      isOk(boss.mutes(other, 1_000));
      isOk(boss.kicks(own, false));
    }

    @Test
    void needs_somebody_to_act_on() {
      MemberId nobody = new MemberId("nobody");
      isRefused(Reason.UNKNOWN_MEMBER, ann.does(new Command.Unmute(nobody)));
      isRefused(Reason.UNKNOWN_MEMBER, ann.does(new Command.Revoke(nobody)));
      isRefused(
          Reason.UNKNOWN_MEMBER, ann.does(new Command.Mute(nobody, Room.ttl(1), Optional.empty())));
      isRefused(Reason.UNKNOWN_MEMBER, ann.does(new Command.Grant(nobody, Rank.VIP, Room.ttl(1))));
      isRefused(
          Reason.UNKNOWN_MEMBER,
          ann.does(new Command.Kick(nobody, Optional.empty(), Room.ttl(1), false)));
    }
  }
}
