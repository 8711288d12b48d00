package hubbub.topic;

import static hubbub.topic.Outcomes.isOk;
import static hubbub.topic.Outcomes.isRefused;
import static hubbub.topic.Outcomes.isSent;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class DeletionRulesTest {
  private Room room = new Room();
  private Guest ann = room.enters("ann");
  private Guest bob = room.enters("bob");

  private Outcome delete(Guest who, Outcome.Sent message) {
    return who.does(new Command.Delete(message.id()));
  }

  private void small() {
    room = new Room(Room.settings(3, 131072));
    ann = room.enters("ann");
    bob = room.enters("bob");
  }

  @Nested
  class History {
    @Test
    void keeps_the_newest_messages_up_to_its_count() {
      small();
      for (int i = 1; i <= 5; i++) {
        bob.says("m" + i);
      }
      assertEquals(List.of("m3", "m4", "m5"), room.historyBodies());
    }

    @Test
    void keeps_no_more_bytes_than_its_cap() {
      room = new Room(Room.settings(100, 1_000));
      bob = room.enters("bob");
      for (int i = 1; i <= 50; i++) {
        bob.says("a message, number " + i);
      }
      int bytes = room.state.history().stream().mapToInt(one -> one.frame().length).sum();
      assertTrue(bytes <= 1_000 && !room.state.history().isEmpty(), bytes + " bytes");
      assertEquals("a message, number 50", room.historyBodies().getLast());
    }

    @Test
    void is_read_in_pages_from_the_newest() {
      for (int i = 1; i <= 5; i++) {
        bob.says("m" + i);
      }
      long last = room.state.seq();
      Outcome.Messages page = (Outcome.Messages) room.server(new Command.History(last, 2));
      assertEquals(List.of(last - 2, last - 1), page.messages().stream().map(Change::seq).toList());
    }
  }

  @Nested
  class Deleting {
    @Test
    void leaves_a_tombstone_of_the_same_seq_without_the_words() {
      Outcome.Sent sent = isSent(bob.says("secret"));
      ann.says("after");
      isOk(delete(ann, sent));
      assertEquals(
          new Event.MessageDeleted(sent.id(), "ann", Optional.empty()),
          room.last(Event.MessageDeleted.class));
      Change tombstone = room.tombstones.getFirst();
      assertEquals(sent.seq(), tombstone.seq());
      assertTrue(((Event.Message) tombstone.event()).deleted());
      assertFalse(new String(tombstone.frame(), StandardCharsets.UTF_8).contains("secret"));
      assertEquals(List.of("", "after"), room.historyBodies());
      assertArrayEquals(tombstone.frame(), room.state.history().getFirst().frame());
    }

    @Test
    void is_open_to_the_author_whatever_its_rank() {
      isOk(delete(bob, isSent(bob.says("oops"))));
    }

    @Test
    void is_refused_to_others_of_low_rank_and_of_an_outranked_moderator() {
      Guest own = new Guest(room, "own", room.nextMembership(1));
      own.accountRank = Rank.OWNER;
      isOk(own.join());
      Outcome.Sent sent = isSent(own.says("mine"));
      isRefused(Reason.RANK_TOO_LOW, delete(bob, sent));
      isRefused(Reason.OUTRANKED, delete(ann, sent));
      isOk(delete(own, sent));
    }

    @Test
    void happens_once() {
      Outcome.Sent sent = isSent(bob.says("secret"));
      isOk(delete(ann, sent));
      isRefused(Reason.ALREADY, delete(ann, sent));
      isRefused(Reason.UNKNOWN_MESSAGE, ann.does(new Command.Delete("never-said")));
    }

    @Test
    void reaches_messages_that_only_a_log_may_still_have() {
      small();
      Outcome.Sent sent = isSent(bob.says("secret"));
      for (int i = 0; i < 100; i++) {
        bob.says("m" + i);
      }
      assertFalse(room.historyBodies().contains("secret"));
      isOk(delete(ann, sent));
      assertEquals(sent.seq(), room.tombstones.getFirst().seq());
    }

    @Test
    void no_longer_reaches_what_no_log_has() {
      small();
      Outcome.Sent old = isSent(bob.says("old"));
      room.pass(61_000);
      for (int i = 0; i < 3; i++) {
        bob.says("m" + i);
      }
      isRefused(Reason.UNKNOWN_MESSAGE, delete(ann, old));
    }

    @Test
    void reaches_no_further_back_than_4096_told_events() {
      small();
      Outcome.Sent first = isSent(bob.says("first"));
      Outcome.Sent second = isSent(bob.says("second"));
      for (int i = 0; i < 4095; i++) {
        bob.says("m");
      }
      isRefused(Reason.UNKNOWN_MESSAGE, delete(ann, first));
      isOk(delete(ann, second));
    }
  }

  @Nested
  class What_is_kept_behind_history {
    @Test
    void goes_after_a_minute_without_messages() {
      small();
      Outcome.Sent old = isSent(bob.says("old"));
      for (int i = 0; i < 100; i++) {
        bob.says("m" + i);
        room.pass(10);
      }
      int before = room.changes.size();
      room.pass(59_989);
      assertEquals(before, room.changes.size());
      room.pass(1);
      assertEquals(new Event.Forgotten(List.of()), room.changes.getLast().event());
      isRefused(Reason.UNKNOWN_MESSAGE, delete(ann, old));
      assertEquals(List.of("m97", "m98", "m99"), room.historyBodies());
      assertEquals(Image.of(room.state), Image.of(room.replica));
      before = room.changes.size();
      room.pass(3_600_000);
      assertEquals(before, room.changes.size());
    }
  }

  @Nested
  class Clearing {
    @Test
    void empties_history_and_leaves_tombstones_for_the_log() {
      bob.says("one");
      ann.says("two");
      isOk(ann.does(new Command.Clear(Optional.empty())));
      assertEquals(List.of(), room.state.history());
      assertEquals(2, room.tombstones.size());
      bob.says("three");
      assertEquals(List.of("three"), room.historyBodies());
    }

    @Test
    void of_one_member_removes_only_their_messages() {
      bob.says("one");
      ann.says("two");
      isOk(ann.does(new Command.Clear(Optional.of(bob.id))));
      assertEquals(List.of("two"), room.historyBodies());
      assertEquals(1, room.tombstones.size());
    }

    @Test
    void of_a_member_who_is_gone_requires_more_than_the_rank_they_wrote_with() {
      Guest own = new Guest(room, "own", room.nextMembership(1));
      own.accountRank = Rank.OWNER;
      isOk(own.join());
      Outcome.Sent sent = isSent(own.says("mine"));
      own.leaves();
      room.pass(15_000);
      isRefused(Reason.OUTRANKED, delete(ann, sent));
      isRefused(Reason.OUTRANKED, ann.does(new Command.Clear(Optional.of(own.id))));
      isOk(room.server(new Command.Clear(Optional.of(own.id))));
      isOk(ann.does(new Command.Clear(Optional.of(own.id))));
    }

    @Test
    void comes_with_a_kick_that_asks_for_it() {
      bob.says("one");
      isOk(ann.kicks(bob, true));
      assertEquals(List.of(), room.state.history());
      assertEquals(bob.id, room.last(Event.HistoryCleared.class).member().orElseThrow());
      assertEquals(
          new Ending.Kicked(OptionalLong.empty(), Optional.empty(), "ann"),
          room.last(Event.Left.class).ending());
    }
  }
}
