package hubbub.topic;

import static hubbub.topic.Outcomes.isOk;
import static hubbub.topic.Outcomes.isRefused;
import static hubbub.topic.Outcomes.isSent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class KeywordRulesTest {
  private static final long TTL = KindSettings.Keywords.DEFAULT.ttlMillis();

  private final Room room = new Room();
  private final Guest ann = room.enters("ann");
  private final Guest bob = room.enters("bob");

  private List<String> board() {
    return room.state.snapshot().keywords().stream().map(Keyword::keyword).toList();
  }

  private void bothSay(String... terms) {
    isSent(ann.says("…", terms));
    isSent(bob.says("…", terms));
    room.pass(1_000);
  }

  @Nested
  class A_keyword {
    @Test
    void appears_when_two_people_use_a_term_within_two_minutes() {
      ann.says("…", "tea");
      ann.says("…", "tea");
      assertEquals(List.of(), board());
      room.pass(119_999);
      bob.says("…", "tea");
      assertEquals(List.of("tea"), board());
    }

    @Test
    void does_not_appear_however_often_one_person_uses_it() {
      for (int i = 0; i < 40; i++) {
        ann.says("…", "tea");
      }
      room.pass(1_000);
      assertEquals(List.of(), board());
      bob.says("…", "tea");
      assertEquals(List.of("tea"), board());
    }

    @Test
    void does_not_appear_from_uses_further_apart() {
      ann.says("…", "tea");
      room.pass(120_001);
      bob.says("…", "tea");
      assertEquals(List.of(), board());
    }

    @Test
    void is_the_same_whatever_its_case_and_shown_as_it_was_first_said() {
      ann.says("…", "Tea");
      bob.says("…", "TEA");
      assertEquals(List.of("Tea"), board());
    }

    @Test
    void lives_exactly_ten_minutes_from_its_last_use() {
      bothSay("tea");
      room.pass(300_000);
      ann.says("…", "tea");
      long end = room.now + TTL;
      room.pass(1_000);
      assertEquals(end, room.state.snapshot().keywords().getFirst().expiresAt());
      room.pass(end - room.now - 1);
      assertEquals(List.of("tea"), board());
      room.pass(1);
      assertEquals(List.of(), board());
      assertEquals(List.of(), room.last(Event.KeywordsChanged.class).keywords());
    }

    @Test
    void is_never_handed_out_expired() {
      bothSay("tea");
      room.passUnnoticed(TTL);
      assertEquals(List.of(), room.state.snapshot().at(room.now).keywords());
    }

    @Test
    void ranks_higher_the_more_it_was_used_recently() {
      bothSay("tea", "rain");
      ann.says("…", "rain");
      room.pass(1_000);
      assertEquals(List.of("rain", "tea"), board());
      room.pass(590_000);
      bothSay("tea");
      assertEquals(List.of("tea", "rain"), board());
    }
  }

  @Nested
  class The_board {
    @Test
    void is_broadcast_whole_and_at_most_once_a_second() {
      int before = room.events(Event.KeywordsChanged.class).size();
      for (int i = 0; i < 40; i++) {
        ann.says("…", "w" + i % 10);
        bob.says("…", "w" + i % 10);
        room.pass(100);
      }
      room.pass(1_000);
      List<Long> times =
          room.changes.stream()
              .filter(change -> change.event() instanceof Event.KeywordsChanged)
              .map(Change::at)
              .toList();
      for (int i = 1; i < times.size(); i++) {
        assertTrue(times.get(i) - times.get(i - 1) >= 1_000, times.toString());
      }
      assertEquals(0, before);
      assertEquals(10, room.last(Event.KeywordsChanged.class).keywords().size());
    }

    @Test
    void holds_the_15_heaviest() {
      List<String> words = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        words.add("w" + i);
        bothSay("w" + i);
      }
      for (int i = 5; i < 20; i++) {
        ann.says("…", "w" + i);
      }
      room.pass(1_000);
      List<String> expected = words.subList(5, 20);
      assertEquals(15, board().size());
      assertTrue(board().containsAll(expected), board().toString());
    }

    @Test
    void takes_at_most_16_terms_of_a_message() {
      String[] terms = new String[20];
      for (int i = 0; i < 20; i++) {
        terms[i] = "w" + i;
      }
      room.pass(1_000);
      ann.says("…", terms);
      bob.says("…", "w15", "w16", "w17");
      assertEquals(List.of("w15"), board());
    }

    @Test
    void may_be_counted_by_another_policy() {
      Room quiz = new Room(Room.settings(), Optional.empty(), new LastTermPolicy());
      Guest eve = quiz.enters("eve");
      eve.says("…", "tea");
      eve.says("…", "rain");
      quiz.pass(1_000);
      assertEquals(
          List.of(new Keyword("rain", LastTermPolicy.END, false)),
          quiz.state.snapshot().keywords());
      eve.does(new Command.RemoveKeyword("rain", OptionalLong.empty()));
      assertEquals(List.of(), quiz.state.snapshot().keywords());
    }
  }

  @Nested
  class Taking_back {
    @Test
    void deleting_a_message_takes_its_uses_back() {
      Outcome.Sent said = isSent(ann.says("…", "tea"));
      bob.says("…", "tea");
      room.pass(1_000);
      isOk(ann.does(new Command.Delete(said.id())));
      assertEquals(List.of(), board());
    }

    @Test
    void one_of_many_uses_leaves_the_keyword_with_the_others() {
      bothSay("tea");
      Outcome.Sent said = isSent(ann.says("…", "tea"));
      room.pass(1_000);
      isOk(ann.does(new Command.Delete(said.id())));
      room.pass(1_000);
      assertEquals(List.of("tea"), board());
    }

    @Test
    void one_persons_uses_leaves_those_of_others_to_count_again() {
      bothSay("tea");
      isOk(ann.does(new Command.Clear(Optional.of(ann.id))));
      room.pass(1_000);
      assertEquals(List.of(), board());
      isSent(room.enters("eve").says("…", "tea"));
      room.pass(1_000);
      assertEquals(List.of("tea"), board());
    }

    @Test
    void a_use_after_a_failover_leaves_the_keyword_as_it_was_handed_over() {
      bothSay("tea");
      room.pass(10_000);
      List<Keyword> handedOver = room.state.snapshot().keywords();
      room.changesOwner();
      Outcome.Sent said = isSent(bob.says("…", "tea"));
      room.pass(1_000);
      assertTrue(
          room.state.snapshot().keywords().getFirst().expiresAt()
              > handedOver.getFirst().expiresAt());
      isOk(ann.does(new Command.Delete(said.id())));
      room.pass(1_000);
      assertEquals(handedOver, room.state.snapshot().keywords());
    }

    @Test
    void everything_after_a_failover_takes_what_was_handed_over_too() {
      bothSay("tea");
      room.changesOwner();
      isOk(ann.does(new Command.Clear(Optional.empty())));
      assertEquals(List.of(), board());
    }

    @Test
    void deleting_a_kicked_members_messages_takes_their_uses_back() {
      bothSay("tea");
      isOk(ann.kicks(bob, true));
      room.pass(1_000);
      assertEquals(List.of(), board());
    }
  }

  @Nested
  class A_moderator {
    @Test
    void removes_a_keyword_at_once() {
      bothSay("tea", "rain");
      isOk(ann.does(new Command.RemoveKeyword("Tea", OptionalLong.empty())));
      assertEquals(List.of("rain"), board());
      isRefused(Reason.ALREADY, ann.does(new Command.RemoveKeyword("tea", OptionalLong.empty())));
      bothSay("tea");
      assertTrue(board().contains("tea"));
    }

    @Test
    void keeps_a_keyword_from_coming_back_for_a_while() {
      bothSay("tea");
      isOk(ann.does(new Command.RemoveKeyword("tea", Room.ttl(10_000))));
      bothSay("tea");
      assertEquals(List.of(), board());
      room.pass(10_000);
      bothSay("tea");
      assertEquals(List.of("tea"), board());
    }

    @Test
    void blocks_no_more_than_100_keywords_and_lets_the_soonest_ending_go() {
      isOk(ann.does(new Command.RemoveKeyword("tea", Room.ttl(50_000))));
      isOk(ann.does(new Command.RemoveKeyword("rain", Room.ttl(90_000))));
      for (int i = 0; i < 99; i++) {
        isOk(ann.does(new Command.RemoveKeyword("w" + i, Room.ttl(80_000 + i))));
      }
      bothSay("tea", "rain", "w0", "w98");
      assertEquals(List.of("tea"), board());
      isOk(ann.does(new Command.RemoveKeyword("last", Room.ttl(1))));
      bothSay("rain", "w0", "w98");
      assertEquals(List.of("w0", "tea"), board());
    }

    @Test
    void removes_and_blocks_whatever_the_case_and_the_encoding_of_accents() {
      bothSay("straße", "café");
      isOk(ann.does(new Command.RemoveKeyword("STRASSE", OptionalLong.empty())));
      isOk(ann.does(new Command.RemoveKeyword("CAFE\u0301", Room.ttl(60_000))));
      assertEquals(List.of(), board());
      bothSay("cafe\u0301", "Café");
      assertEquals(List.of(), board());
    }

    @Test
    void neither_removes_nor_blocks_what_cannot_be_a_keyword() {
      for (String keyword : List.of("", "x".repeat(41))) {
        Refusal refusal =
            isRefused(
                Reason.INVALID, ann.does(new Command.RemoveKeyword(keyword, Room.ttl(1_000))));
        assertEquals("keyword", refusal.details().get("field"));
      }
      isOk(ann.does(new Command.RemoveKeyword("😀".repeat(40), Room.ttl(1_000))));
    }

    @Test
    void pins_a_keyword_until_its_time() {
      bothSay("tea");
      isOk(ann.does(new Command.PinKeyword("rules", Room.ttl(5_000))));
      assertEquals(
          new Keyword("rules", room.now + 5_000, true),
          room.state.snapshot().keywords().getFirst());
      room.pass(5_000);
      assertEquals(List.of("tea"), board());
    }

    @Test
    void pins_for_good_a_word_that_nobody_says() {
      isOk(ann.does(new Command.PinKeyword("rules", OptionalLong.empty())));
      room.pass(10 * TTL);
      assertEquals(List.of("rules"), board());
      isOk(ann.does(new Command.RemoveKeyword("rules", OptionalLong.empty())));
      assertEquals(List.of(), board());
    }

    @Test
    void pins_no_more_than_the_board_holds() {
      for (int i = 0; i < 15; i++) {
        isOk(ann.does(new Command.PinKeyword("w" + i, OptionalLong.empty())));
      }
      isRefused(Reason.INVALID, ann.does(new Command.PinKeyword("x", OptionalLong.empty())));
      isRefused(Reason.EMPTY, ann.does(new Command.PinKeyword(" ", OptionalLong.empty())));
      isRefused(
          Reason.TOO_LONG, ann.does(new Command.PinKeyword("x".repeat(41), OptionalLong.empty())));
    }
  }

  @Test
  void a_repeated_nonce_is_not_counted_again() {
    Command send =
        new Command.Send(new Body("…"), Optional.of("n1"), Optional.empty(), List.of("tea"));
    ann.does(send);
    ann.does(send);
    assertEquals(List.of(), board());
    bob.does(send);
    assertEquals(List.of("tea"), board());
  }
}
