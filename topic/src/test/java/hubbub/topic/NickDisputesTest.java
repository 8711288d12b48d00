package hubbub.topic;

import static hubbub.topic.Outcomes.isOk;
import static hubbub.topic.Outcomes.isRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hubbub.topic.port.Subscriber;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// Two people want the same nick.
class NickDisputesTest {
  private Room room = new Room();
  private final Guest ann = room.enters("ann");
  private final Guest bob = room.enters("bob");

  private Guest other(String id, String nick) {
    return new Guest(room, new MemberId(id), Room.nick(nick), room.nextMembership(1));
  }

  private static Refusal isTaken(Outcome outcome) {
    return isRefused(Reason.NICK_TAKEN, outcome);
  }

  private static boolean isForNow(Outcome outcome) {
    return !isTaken(outcome).isForGood();
  }

  private static long retryAfter(Outcome outcome) {
    return (long) Objects.requireNonNull(isTaken(outcome).details().get("retry_after_ms"));
  }

  private static String suggestion(Outcome outcome) {
    return (String) Objects.requireNonNull(isTaken(outcome).details().get("suggestion"));
  }

  private void proves(Guest guest) {
    isOk(guest.does(new Command.Prove()));
  }

  private List<MemberId> challenged() {
    return room.events(Event.Challenged.class).stream().map(Event.Challenged::member).toList();
  }

  @Nested
  class Of_one_who_is_gone {
    @Test
    void is_refused_for_now_until_exactly_when_it_is_free() {
      bob.isLost();
      room.passUnnoticed(4_000);
      Guest other = other("x", "bob");
      Outcome refused = other.join();
      assertTrue(isForNow(refused));
      assertEquals(11_000, retryAfter(refused));
      room.passUnnoticed(10_999);
      assertEquals(1, retryAfter(other.join()));
      room.passUnnoticed(1);
      isOk(other.join());
      assertEquals(List.of(), challenged());
    }

    @Test
    void is_refused_in_the_same_way_if_that_one_left() {
      bob.leaves();
      Outcome refused = other("x", "bob").join();
      assertTrue(isForNow(refused));
      assertEquals(15_000, retryAfter(refused));
    }

    @Test
    void is_refused_for_as_long_to_a_member_who_wants_to_rename() {
      bob.isLost();
      Outcome refused = ann.does(new Command.SetNick(Room.nick("bob")));
      assertEquals(15_000, retryAfter(refused));
      room.passUnnoticed(15_000);
      isOk(ann.does(new Command.SetNick(Room.nick("bob"))));
    }

    @Test
    void belongs_to_its_holder_who_comes_back() {
      bob.isLost();
      isTaken(other("x", "bob").join());
      isOk(bob.again().joined);
    }

    @Test
    void is_the_last_one_that_its_holder_had() {
      isOk(bob.does(new Command.SetNick(Room.nick("rob"))));
      isOk(other("x", "bob").join());
      bob.isLost();
      Guest back = bob.again("bob");
      isOk(back.joined);
      assertEquals("rob", room.state.member(back.membership).orElseThrow().nick());
    }
  }

  @Nested
  class Of_one_who_is_present {
    @Test
    void is_refused_for_now_and_its_holder_is_challenged() {
      assertTrue(isForNow(other("x", "bob").join()));
      assertEquals(List.of(bob.id), challenged());
    }

    @Test
    void is_free_when_the_refusal_said_so_if_no_answer_comes() {
      Guest other = other("x", "bob");
      long wait = retryAfter(other.join());
      room.passUnnoticed(Subscriber.SILENCE_MILLIS);
      bob.isLost();
      room.passUnnoticed(wait - Subscriber.SILENCE_MILLIS);
      isOk(other.join());
    }

    @Test
    void is_refused_for_good_once_there_was_an_answer() {
      Guest other = other("x", "bob");
      isTaken(other.join());
      proves(bob);
      Refusal refusal = isTaken(other.join());
      assertTrue(refusal.isForGood());
      assertFalse(refusal.details().containsKey("retry_after_ms"));
      assertEquals("bob2", refusal.details().get("suggestion"));
    }

    @Test
    void is_refused_for_good_even_to_one_who_waits_as_long_as_told() {
      Guest other = other("x", "bob");
      long wait = retryAfter(other.join());
      proves(bob);
      room.passUnnoticed(wait);
      assertTrue(isTaken(other.join()).isForGood());
    }

    @Test
    void is_asked_for_once_while_the_answer_is_awaited() {
      Guest other = other("x", "bob");
      long wait = retryAfter(other.join());
      room.passUnnoticed(2_000);
      assertEquals(wait - 2_000, retryAfter(other.join()));
      assertEquals(List.of(bob.id), challenged());
    }

    @Test
    void is_asked_for_again_if_there_was_no_answer_and_no_loss() {
      Guest other = other("x", "bob");
      long wait = retryAfter(other.join());
      room.passUnnoticed(Subscriber.SILENCE_MILLIS + 1_000);
      assertEquals(wait, retryAfter(other.join()));
      assertEquals(List.of(bob.id, bob.id), challenged());
    }

    @Test
    void is_not_refused_for_good_by_an_answer_to_somebody_who_asked_before() {
      isTaken(other("x", "bob").join());
      proves(bob);
      Guest late = other("y", "bob");
      assertTrue(isForNow(late.join()));
      assertEquals(List.of(bob.id, bob.id), challenged());
    }

    @Test
    void is_not_refused_for_good_by_an_answer_of_long_ago() {
      Guest other = other("x", "bob");
      isTaken(other.join());
      proves(bob);
      room.passUnnoticed(60_000);
      assertTrue(isForNow(other.join()));
      assertEquals(List.of(bob.id, bob.id), challenged());
    }

    @Test
    void is_not_refused_for_good_by_the_answer_of_another_holder() {
      Guest other = other("x", "bob");
      isTaken(other.join());
      proves(bob);
      isOk(bob.does(new Command.SetNick(Room.nick("rob"))));
      isOk(ann.does(new Command.SetNick(Room.nick("bob"))));
      assertTrue(isForNow(other.join()));
      assertEquals(List.of(bob.id, ann.id), challenged());
    }

    @Test
    void is_asked_for_again_by_the_next_owner() {
      Guest other = other("x", "bob");
      isTaken(other.join());
      proves(bob);
      room.changesOwner();
      assertTrue(isForNow(other.join()));
    }

    @Test
    void is_answered_through_any_of_its_memberships() {
      Guest tab = bob.again();
      Guest other = other("x", "bob");
      isTaken(other.join());
      proves(tab);
      assertTrue(isTaken(other.join()).isForGood());
    }

    @Test
    void is_refused_to_a_rename_without_a_time_and_without_a_challenge() {
      Refusal refusal = isTaken(ann.does(new Command.SetNick(Room.nick("BOB"))));
      assertEquals("BOB2", refusal.details().get("suggestion"));
      assertFalse(refusal.details().containsKey("retry_after_ms"));
      assertEquals(List.of(), challenged());
    }

    @Test
    void changes_nothing_that_a_replica_could_see() {
      String before = Image.of(room.state.people());
      isTaken(other("x", "bob").join());
      assertEquals(before, Image.of(room.state.people()));
      assertEquals(Image.of(room.state), Image.of(room.replica));
    }

    @Test
    void is_remembered_for_a_thousand_who_ask() {
      Guest first = other("first", "bob");
      isTaken(first.join());
      for (int i = 0; i < 1_000; i++) {
        isTaken(other("x" + i, "bob").join());
      }
      proves(bob);
      assertTrue(isForNow(first.join()));
      assertTrue(isTaken(other("x999", "bob").join()).isForGood());
    }
  }

  @Nested
  class What_is_suggested {
    private String suggested(Nick nick) {
      MemberId id = new MemberId("wants " + nick.key().length());
      String suggestion = suggestion(new Guest(room, id, nick, room.nextMembership(1)).join());
      isOk(other(id.value(), suggestion).join());
      return suggestion;
    }

    private String taken(String nick) {
      isOk(other("holder of " + nick.length(), nick).join());
      return suggested(Room.nick(nick));
    }

    @Test
    void has_the_first_digit_that_is_free() {
      isOk(other("y", "bob2").join());
      isOk(other("z", "BOB3").join());
      other("w", "bob4").join();
      assertEquals("Bob5", suggested(Room.nick("Bob")));
    }

    @Test
    void is_not_one_that_is_kept_for_somebody_gone() {
      Guest gone = other("y", "bob2");
      isOk(gone.join());
      gone.leaves();
      assertEquals("bob3", suggested(Room.nick("bob")));
    }

    @Test
    void is_cut_to_32_characters() {
      assertEquals("n".repeat(31) + "2", taken("n".repeat(32)));
    }

    @Test
    void is_cut_only_between_letters() {
      String family = "\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67";
      assertEquals("a".repeat(26) + "2", taken("a".repeat(27) + family));
      assertEquals(family.repeat(6) + "2", taken(family.repeat(6)));
      assertEquals("guest2", taken("\ud83d\udc67".repeat(32)));
    }

    @Test
    void does_not_guess_the_key_of_a_nick_that_is_longer_in_lower_case() {
      Nick sharp = new Nick("ß".repeat(32), "ss".repeat(32), "ss".repeat(32));
      isOk(new Guest(room, new MemberId("y"), sharp, room.nextMembership(1)).join());
      assertEquals("guest2", suggested(sharp));
    }

    @Test
    void differs_between_many_who_want_the_same() {
      room = new Room();
      room.enters("kim");
      Set<String> suggested = new HashSet<>();
      for (int i = 0; i < 300; i++) {
        Guest other = other("g" + i, "kim");
        String suggestion = suggestion(other.join());
        assertNotEquals("kim", suggestion);
        isOk(other("g" + i, suggestion).join());
        suggested.add(suggestion);
      }
      assertEquals(300, suggested.size());
    }
  }
}
