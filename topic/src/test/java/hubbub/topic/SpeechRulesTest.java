package hubbub.topic;

import static hubbub.topic.Outcomes.isOk;
import static hubbub.topic.Outcomes.isRefused;
import static hubbub.topic.Outcomes.isSent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SpeechRulesTest {
  private final Room room = new Room();
  private final Guest ann = room.enters("ann");
  private final Guest bob = room.enters("bob");

  private void quiet(Rank least, OptionalLong ttl) {
    isOk(ann.does(new Command.SetQuiet(Optional.of(least), ttl)));
  }

  private void slow(long interval, OptionalLong ttl) {
    isOk(ann.does(new Command.SetSlow(interval, ttl)));
  }

  @Nested
  class A_message {
    @Test
    void is_broadcast_with_its_author_and_answered_with_its_seq() {
      Outcome.Sent sent = isSent(bob.says("hello"));
      Change told = room.changes.getLast();
      assertEquals(told.seq(), sent.seq());
      assertEquals(told.at(), sent.at());
      Event.Message message = (Event.Message) told.event();
      assertEquals(sent.id(), message.id());
      assertEquals(new Event.Author(bob.id, "bob", Rank.GUEST), message.from());
    }

    @Test
    void from_the_server_has_its_name_and_is_never_silenced() {
      quiet(Rank.OWNER, OptionalLong.empty());
      isSent(
          room.server(
              new Command.Send(new Body("news"), Optional.empty(), Optional.empty(), List.of())));
      assertEquals("operator", room.last(Event.Message.class).from().nick());
    }

    @Test
    void from_a_program_needs_no_rank_and_shows_the_one_of_its_key() {
      Room picky =
          new Room(Room.with(100, 1 << 17, 15_000, OptionalInt.empty(), Map.of("send", Rank.VIP)));
      picky.enters("ann");
      Actor.Bot bot = new Actor.Bot(Room.nick("Scores"), List.of("bot"));
      Actor.Key program = new Actor.Key("scores", Rank.MEMBER, Optional.of(bot));
      Command.Send send =
          new Command.Send(new Body("1:0"), Optional.empty(), Optional.empty(), List.of());
      isSent(picky.decide(program, 0, send));
      assertEquals(Rank.MEMBER, picky.last(Event.Message.class).from().rank());
      isRefused(
          Reason.RANK_TOO_LOW, picky.decide(program, 0, new Command.SetTitle(new Title("Mine"))));
    }

    @Test
    void cannot_be_empty() {
      assertThrows(IllegalArgumentException.class, () -> new Body(" \n\t"));
    }

    @Test
    void is_refused_beyond_4096_characters_or_8_KiB() {
      isSent(bob.says("x".repeat(4096)));
      assertEquals(
          4096L, isRefused(Reason.TOO_LONG, bob.says("x".repeat(4097))).details().get("max"));
      isSent(bob.says("é".repeat(4096)));
      isRefused(Reason.TOO_LONG, bob.says("語".repeat(2731)));
    }

    @Test
    void of_a_membership_that_has_ended_matches_no_topic() {
      bob.leaves();
      isRefused(Reason.UNMATCHED_TOPIC, bob.says("hello"));
    }
  }

  @Nested
  class Quiet_mode {
    @Test
    void silences_everybody_below_its_rank() {
      quiet(Rank.VIP, OptionalLong.empty());
      Refusal refusal = isRefused(Reason.QUIET, bob.says("hush"));
      assertEquals("vip", refusal.details().get("min_rank"));
      isSent(ann.says("I may"));
      ann.grants(bob, Rank.VIP);
      isSent(bob.says("now I may"));
    }

    @Test
    void ends_exactly_at_its_deadline_even_before_the_topic_wakes_up() {
      quiet(Rank.VIP, Room.ttl(5_000));
      room.passUnnoticed(4_999);
      assertEquals(room.now + 1, isRefused(Reason.QUIET, bob.says("a")).details().get("until_at"));
      room.passUnnoticed(1);
      isSent(bob.says("b"));
    }

    @Test
    void that_expires_is_announced_without_an_author() {
      quiet(Rank.VIP, Room.ttl(5_000));
      room.pass(5_000);
      assertEquals(
          new Event.QuietChanged(Optional.empty(), Optional.empty()),
          room.last(Event.QuietChanged.class));
      assertEquals(Optional.empty(), room.state.snapshot().quiet());
    }
  }

  /// Other commands that broadcast their sender's own words.
  @Nested
  class Other_words {
    private Outcome renames(Guest guest, String nick) {
      return guest.does(new Command.SetNick(Room.nick(nick)));
    }

    @Test
    void are_not_broadcast_for_a_muted_member() {
      isOk(ann.mutes(bob, 5_000));
      isRefused(Reason.MUTED, renames(bob, "BUY"));
      room.pass(5_000);
      isOk(renames(bob, "Bobby"));
    }

    @Test
    void are_not_broadcast_for_a_member_below_quiet_modes_rank() {
      quiet(Rank.VIP, OptionalLong.empty());
      isRefused(Reason.QUIET, renames(bob, "BUY"));
      isOk(renames(ann, "Anna"));
    }

    @Test
    void are_broadcast_once_per_interval_in_slow_mode() {
      slow(10_000, OptionalLong.empty());
      isOk(renames(bob, "BUY"));
      isRefused(Reason.SLOW, renames(bob, "NOW"));
      isRefused(Reason.SLOW, bob.says("BUY"));
      room.pass(10_000);
      isSent(bob.says("hello"));
      isRefused(Reason.SLOW, renames(bob, "NOW"));
    }

    @Test
    void of_a_title_or_a_keyword_are_no_way_around_a_mute() {
      Guest eve = room.enters("eve");
      isOk(ann.grants(eve, Rank.VIP));
      room.server(new Command.Grant(eve.id, Rank.MODERATOR, OptionalLong.empty()));
      room.server(new Command.Mute(eve.id, OptionalLong.empty(), Optional.empty()));
      isRefused(Reason.MUTED, eve.does(new Command.SetTitle(new Title("BUY"))));
      isRefused(Reason.MUTED, eve.does(new Command.PinKeyword("buy", OptionalLong.empty())));
      isOk(ann.does(new Command.SetTitle(new Title("Tea"))));
    }

    @Test
    void are_not_brought_along_by_a_muted_member_who_comes_back() {
      isOk(ann.mutes(bob, 60_000));
      bob.leaves();
      room.pass(30_000);
      Guest back = bob.again("BUY");
      isOk(back.joined);
      assertEquals("bob", room.state.member(back.membership).orElseThrow().nick());
    }

    @Test
    void of_a_muted_member_give_way_to_the_present_holder_of_that_nick() {
      isOk(ann.mutes(bob, 60_000));
      bob.leaves();
      room.pass(30_000);
      Guest other =
          new Guest(room, new MemberId("other"), Room.nick("bob"), room.nextMembership(1));
      isOk(other.join());
      Guest back = bob.again("bobby");
      assertEquals("bobby", room.state.member(back.membership).orElseThrow().nick());
    }
  }

  @Nested
  class Slow_mode {
    @Test
    void lets_a_member_say_one_thing_per_interval() {
      slow(10_000, OptionalLong.empty());
      isSent(bob.says("one"));
      room.passUnnoticed(4_000);
      assertEquals(6_000L, isRefused(Reason.SLOW, bob.says("two")).details().get("retry_after_ms"));
      room.passUnnoticed(6_000);
      isSent(bob.says("two"));
    }

    @Test
    void counts_all_memberships_of_an_id_as_one() {
      slow(10_000, OptionalLong.empty());
      isSent(bob.says("one"));
      isRefused(Reason.SLOW, bob.again().says("two"));
    }

    @Test
    void is_not_escaped_by_leaving() {
      slow(60_000, OptionalLong.empty());
      isSent(bob.says("one"));
      bob.leaves();
      room.pass(30_000);
      isRefused(Reason.SLOW, bob.again().says("two"));
    }

    @Test
    void does_not_apply_to_those_who_may_set_it() {
      slow(10_000, OptionalLong.empty());
      isSent(ann.says("one"));
      isSent(ann.says("two"));
    }

    @Test
    void ends_by_itself() {
      slow(60_000, Room.ttl(5_000));
      isSent(bob.says("one"));
      room.passUnnoticed(5_000);
      isSent(bob.says("two"));
      room.pass(0);
      assertEquals(
          new Event.SlowChanged(Optional.empty(), Optional.empty()),
          room.last(Event.SlowChanged.class));
    }
  }

  @Nested
  class A_mute {
    @Test
    void lasts_until_exactly_its_deadline_and_its_end_is_announced() {
      isOk(ann.mutes(bob, 5_000));
      long until = room.now + 5_000;
      room.passUnnoticed(4_999);
      assertEquals(until, isRefused(Reason.MUTED, bob.says("a")).details().get("until_at"));
      room.passUnnoticed(1);
      isSent(bob.says("b"));
      room.pass(0);
      assertEquals(
          new Event.MemberUnmuted(bob.id, Optional.empty(), Optional.empty()),
          room.last(Event.MemberUnmuted.class));
      assertEquals(0, room.state.standing(bob.id).mutedUntilAt());
    }

    @Test
    void is_not_escaped_by_leaving() {
      isOk(ann.mutes(bob, 600_000));
      bob.leaves();
      room.pass(300_000);
      isRefused(Reason.MUTED, bob.again().says("hi"));
    }

    @Test
    void without_an_end_names_no_time() {
      isOk(ann.does(new Command.Mute(bob.id, OptionalLong.empty(), Optional.empty())));
      assertEquals(Map.of(), isRefused(Reason.MUTED, bob.says("a")).details());
      assertEquals(Long.MAX_VALUE, room.state.standing(bob.id).mutedUntilAt());
    }
  }

  @Nested
  class A_nonce {
    @Test
    void of_a_program_outside_is_found_in_the_messages_that_the_topic_has() {
      Actor.Key program = new Actor.Key("scores", Rank.MODERATOR, Optional.empty());
      Command.Send send =
          new Command.Send(new Body("1:0"), Optional.of("n"), Optional.empty(), List.of());
      Outcome first = room.decide(program, 0, send);
      assertEquals(first, room.decide(program, 0, send));
      Actor.Key other = new Actor.Key("other", Rank.MODERATOR, Optional.empty());
      assertNotEquals(first, room.decide(other, 0, send));
    }

    @Test
    void that_comes_again_is_answered_with_the_first_reply_and_says_nothing() {
      Outcome first = bob.saysOnce("hello", "n1");
      long rev = room.state.rev();
      room.passUnnoticed(119_999);
      assertEquals(first, bob.saysOnce("hello", "n1"));
      assertEquals(rev, room.state.rev());
    }

    @Test
    void counts_for_two_minutes() {
      Outcome first = bob.saysOnce("hello", "n1");
      room.pass(120_000);
      assertNotEquals(first, isSent(bob.saysOnce("hello", "n1")));
    }

    @Test
    void counts_among_the_last_64_of_its_id() {
      Outcome first = bob.saysOnce("hello", "n0");
      for (int i = 1; i < 64; i++) {
        isSent(bob.saysOnce("hello", "n" + i));
      }
      assertEquals(first, bob.saysOnce("hello", "n0"));
      isSent(bob.saysOnce("hello", "n64"));
      assertNotEquals(first, isSent(bob.saysOnce("hello", "n0")));
    }

    @Test
    void belongs_to_its_id() {
      assertNotEquals(bob.saysOnce("hello", "n1"), ann.saysOnce("hello", "n1"));
    }

    @Test
    void is_remembered_when_its_id_comes_back_from_being_lost() {
      Outcome first = bob.saysOnce("hello", "n1");
      bob.isLost();
      room.pass(60_000);
      assertEquals(first, bob.again().saysOnce("hello", "n1"));
    }

    @Test
    void is_answered_even_if_its_author_may_no_longer_speak() {
      Outcome first = bob.saysOnce("hello", "n1");
      isOk(ann.mutes(bob, 60_000));
      assertEquals(first, bob.saysOnce("hello", "n1"));
    }
  }

  @Nested
  class A_numbered_command {
    private final Command hello =
        new Command.Send(new Body("hello"), Optional.empty(), Optional.empty(), List.of());

    @Test
    void is_carried_out_once_and_answered_again() {
      Outcome first = bob.does(1, hello);
      long rev = room.state.rev();
      assertEquals(first, bob.does(1, hello));
      assertEquals(rev, room.state.rev());
    }

    @Test
    void is_recognised_among_those_in_progress_with_it() {
      Outcome first = bob.does(1, hello);
      for (int number = 2; number <= 32; number++) {
        bob.does(number, hello);
      }
      long rev = room.state.rev();
      assertEquals(first, bob.does(1, hello));
      assertEquals(rev, room.state.rev());
    }

    @Test
    void is_answered_again_when_what_it_said_was_cleared_meanwhile() {
      Outcome first = bob.does(1, hello);
      room.server(new Command.Clear(Optional.empty()));
      assertEquals(first, bob.does(1, hello));
    }

    @Test
    void is_answered_as_lost_when_the_topic_has_forgotten_the_answer() {
      bob.does(1, hello);
      for (int number = 1; number <= 4_200; number++) {
        ann.does(number, hello);
      }
      long rev = room.state.rev();
      isRefused(Reason.INTERNAL, bob.does(1, hello));
      assertEquals(rev, room.state.rev());
    }

    @Test
    void that_was_refused_is_judged_again() {
      quiet(Rank.VIP, Room.ttl(1_000));
      isRefused(Reason.QUIET, bob.does(1, hello));
      room.pass(1_000);
      isSent(bob.does(1, hello));
    }

    @Test
    void is_known_to_the_next_owner() {
      Outcome first = bob.does(1, hello);
      TopicState seed = room.copyOf(room.replica);
      TopicRules next = new TopicRules(room.settings, Optional.empty(), () -> "another-one");
      Decision decision =
          next.decide(seed, new Request(new Actor.Membership(bob.membership), 1, hello), room.now);
      assertEquals(new Decision(first, List.of(), List.of(), Optional.empty()), decision);
    }
  }
}
