package hubbub.topic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class AuditRulesTest {
  private final Room room = new Room();
  private final Guest mod = room.enters("mod");
  private final Guest bob = room.enters("bob");

  private List<AuditEntry> log() {
    return page(Optional.empty(), 100).entries();
  }

  private Outcome.Audited page(Optional<String> after, int limit) {
    return assertInstanceOf(
        Outcome.Audited.class, mod.does(new Command.List(Command.List.Of.AUDIT, after, limit)));
  }

  @Nested
  class The_audit_log {
    @Test
    void has_a_line_for_each_act_of_a_moderator_newest_first() {
      Outcome.Sent said = (Outcome.Sent) bob.says("spam");
      mod.does(new Command.SetTitle(new Title("Tea")));
      mod.does(new Command.SetQuiet(Optional.of(Rank.MEMBER), OptionalLong.of(1_000)));
      mod.does(new Command.SetSlow(5_000, OptionalLong.empty()));
      mod.does(new Command.Grant(bob.id, Rank.MEMBER, OptionalLong.empty()));
      mod.does(new Command.Revoke(bob.id));
      mod.does(new Command.Mute(bob.id, OptionalLong.of(1_000), Optional.of("loud")));
      mod.does(new Command.Unmute(bob.id));
      mod.does(new Command.Delete(said.id()));
      mod.does(new Command.Clear(Optional.empty()));
      mod.does(new Command.Kick(bob.id, Optional.empty(), OptionalLong.empty(), false));
      mod.does(
          new Command.Ban(
              new Subject.Member(bob.id), false, OptionalLong.empty(), Optional.empty(), false));
      mod.does(new Command.Unban(new Subject.Member(bob.id), Optional.empty()));
      assertEquals(
          List.of(
              "unban",
              "ban",
              "kick",
              "clear",
              "delete",
              "unmute",
              "mute",
              "revoke",
              "grant",
              "set_slow",
              "set_quiet",
              "set_title"),
          log().stream().map(AuditEntry::act).toList());
    }

    @Test
    void says_who_did_what_to_whom_until_when_and_why() {
      mod.from = Optional.empty();
      mod.does(new Command.Mute(bob.id, OptionalLong.of(1_000), Optional.of("loud")));
      assertEquals(
          new AuditEntry(
              room.now,
              "mute",
              new AuditEntry.Party("mod", Optional.of("mod"), Optional.empty()),
              Optional.of(new AuditEntry.Party("bob", Optional.of("bob"), Optional.empty())),
              Optional.empty(),
              OptionalLong.of(room.now + 1_000),
              Optional.of("loud")),
          log().getFirst());
    }

    @Test
    void says_when_a_ban_of_an_address_ends_also_if_nobody_said_until_when() {
      Subject address = new Subject.Address("tag");
      mod.does(new Command.Ban(address, false, OptionalLong.empty(), Optional.empty(), false));
      assertEquals(OptionalLong.of(room.now + 24 * 3_600_000), log().getFirst().untilAt());
      mod.does(new Command.Ban(address, false, OptionalLong.of(1_000), Optional.empty(), false));
      assertEquals(OptionalLong.of(room.now + 1_000), log().getFirst().untilAt());
    }

    @Test
    void has_none_for_what_was_refused_or_concerns_nobody_else() {
      Outcome.Sent said = (Outcome.Sent) bob.says("oops");
      bob.does(new Command.Delete(said.id()));
      bob.does(new Command.SetTitle(new Title("Mine")));
      bob.does(new Command.SetNick(Room.nick("rob")));
      assertEquals(List.of(), log());
    }

    @Test
    void keeps_the_last_two_hundred_and_gives_them_page_by_page() {
      for (int i = 0; i < 250; i++) {
        mod.does(new Command.SetTitle(new Title("Title " + i)));
      }
      Outcome.Audited first = page(Optional.empty(), 100);
      Outcome.Audited second = page(first.next(), 150);
      assertEquals(Optional.of("Title 249"), first.entries().getFirst().value());
      assertEquals(Optional.of("Title 149"), second.entries().getFirst().value());
      assertEquals(Optional.of("Title 50"), second.entries().getLast().value());
      assertEquals(Optional.empty(), second.next());
    }

    @Test
    void can_be_asked_for_some_of_its_lines_and_gives_them_page_by_page() {
      mod.does(new Command.Mute(bob.id, OptionalLong.empty(), Optional.empty()));
      mod.does(new Command.SetTitle(new Title("Tea")));
      mod.does(new Command.Unmute(bob.id));
      long before = room.now;
      room.pass(10);
      mod.does(new Command.Mute(bob.id, OptionalLong.empty(), Optional.empty()));
      assertEquals(List.of("mute", "mute"), acts(lines(Optional.of("mute"), Optional.empty(), 0)));
      assertEquals(
          List.of("mute", "unmute", "mute"), acts(lines(Optional.empty(), Optional.of("bob"), 0)));
      assertEquals(List.of("mute"), acts(lines(Optional.empty(), Optional.empty(), before + 1)));
      Command.List one = lines(Optional.of("mute"), Optional.empty(), 0);
      Outcome.Audited first =
          (Outcome.Audited) mod.does(new Command.List(one.of(), one.after(), 1, one.lines()));
      Outcome.Audited second =
          (Outcome.Audited) mod.does(new Command.List(one.of(), first.next(), 1, one.lines()));
      assertEquals(before, second.entries().getFirst().at());
      assertEquals(Optional.empty(), second.next());
      AuditFilter byBob =
          new AuditFilter(
              Optional.empty(), Optional.of("bob"), Optional.empty(), OptionalLong.empty());
      assertEquals(List.of(), acts(new Command.List(one.of(), Optional.empty(), 9, byBob)));
    }

    private static Command.List lines(Optional<String> act, Optional<String> about, long since) {
      return new Command.List(
          Command.List.Of.AUDIT,
          Optional.empty(),
          100,
          new AuditFilter(act, Optional.empty(), about, OptionalLong.of(since)));
    }

    private List<String> acts(Command.List list) {
      return ((Outcome.Audited) mod.does(list)).entries().stream().map(AuditEntry::act).toList();
    }

    @Test
    void is_for_moderators_alone() {
      Outcomes.isRefused(
          Reason.RANK_TOO_LOW,
          bob.does(new Command.List(Command.List.Of.AUDIT, Optional.empty(), 10)));
    }

    @Test
    void says_nothing_of_a_password() {
      room.server(
          new Command.SetLock(Optional.of("secret"), Optional.empty(), OptionalInt.empty()));
      assertEquals("set_lock", log().getFirst().act());
      assertEquals(Optional.empty(), log().getFirst().value());
    }
  }
}
