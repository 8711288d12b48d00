package hubbub.topic;

import static hubbub.topic.Outcomes.isOk;
import static hubbub.topic.Outcomes.isRefused;
import static hubbub.topic.Outcomes.isSent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// When the shield is raised by itself.
class JoinSurgeTest {
  private Room room = new Room();
  private Guest ann = room.enters("ann");
  private int guests;

  /// So many new guests, one after the other within that time.
  private Guest come(int count, long withinMillis) {
    Guest last = ann;
    for (int i = 0; i < count; i++) {
      room.pass(withinMillis / count);
      last = room.enters("g" + ++guests);
    }
    return last;
  }

  private Optional<Shield> shield() {
    return room.state.snapshot().at(room.now).shield();
  }

  private void settle() {
    room.pass(AutomaticShield.SETTLED_MILLIS);
  }

  @Test
  void a_flood_of_guests_raises_it_and_all_of_them_are_bound() {
    settle();
    Guest regular = come(1, 20_000);
    room.pass(20_000);
    Guest first = come(1, 100);
    come(99, 5_000);
    Shield raised = shield().orElseThrow();
    assertEquals(ShieldPreset.SLOW, raised.preset());
    assertEquals(Optional.of("spam guard"), room.last(Event.ShieldChanged.class).by());
    assertEquals("shield", room.last(Event.Audited.class).entry().act());
    isSent(first.says("one"));
    isRefused(Reason.SLOW, first.says("two"));
    isSent(regular.says("one"));
    isSent(regular.says("two"));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2_500, 4_999, 5_000, 7_700, 9_999})
  void a_flood_does_whenever_it_begins(long offset) {
    settle();
    room.pass(10_000 - room.now % 10_000 + offset);
    come(30, 100);
    room.pass(4_500);
    come(29, 4_000);
    assertTrue(shield().isEmpty());
    Guest last = come(1, 10);
    assertTrue(
        shield().orElseThrow().binds(Rank.GUEST, room.state.standing(last.id).firstJoinedAt()));
    assertTrue(shield().orElseThrow().since() < room.now - 8_000);
  }

  @Test
  void guests_who_were_here_before_do_not() {
    settle();
    for (int i = 0; i < 200; i++) {
      Guest guest = new Guest(room, "g-before-" + i, room.nextMembership(1));
      isOk(guest.comesBack(60_000));
    }
    assertTrue(shield().isEmpty());
  }

  @Test
  void a_lecture_that_a_hundred_people_join_in_its_first_minute_does_not() {
    settle();
    come(100, 60_000);
    assertTrue(shield().isEmpty());
  }

  @Test
  void a_crowd_in_a_topic_that_was_just_born_does_not() {
    come(500, 20_000);
    assertTrue(shield().isEmpty());
  }

  @Test
  void a_big_room_takes_more() {
    come(1_000, 50_000);
    settle();
    come(150, 5_000);
    assertTrue(shield().isEmpty());
    room.pass(10_000);
    come(400, 5_000);
    assertTrue(shield().isPresent());
  }

  @Test
  void a_kind_says_how_many_make_a_flood_or_that_none_do() {
    room = new Room(Room.withSurge(10));
    ann = room.enters("ann");
    settle();
    come(10, 5_000);
    assertTrue(shield().isPresent());
    room = new Room(Room.withSurge(0));
    ann = room.enters("ann");
    settle();
    come(500, 5_000);
    assertTrue(shield().isEmpty());
  }

  @Test
  void people_who_come_back_or_have_a_rank_or_an_account_do_not() {
    settle();
    for (int i = 0; i < 200; i++) {
      room.enters("account" + i);
      ann.again();
    }
    assertTrue(shield().isEmpty());
  }

  @Test
  void it_lasts_for_as_long_as_they_keep_coming_and_binds_the_first_to_the_end() {
    settle();
    Guest first = come(1, 100);
    come(99, 5_000);
    long since = shield().orElseThrow().since();
    for (int i = 0; i < 20; i++) {
      room.pass(30_000);
      come(80, 5_000);
    }
    assertEquals(since, shield().orElseThrow().since());
    assertTrue(
        shield().orElseThrow().binds(Rank.GUEST, room.state.standing(first.id).firstJoinedAt()));
    room.pass(Shield.AUTOMATIC_MILLIS);
    assertTrue(shield().isEmpty());
  }

  @Test
  void a_moderators_shield_stays_as_it_is() {
    settle();
    Command hold = new Command.Shield(Optional.of(ShieldPreset.HOLD), Room.ttl(10_000));
    isOk(ann.does(hold));
    Optional<Shield> before = shield();
    come(100, 5_000);
    assertEquals(before, shield());
  }

  @Test
  void it_is_not_raised_again_soon_after_a_moderator_has_lifted_it() {
    settle();
    come(100, 5_000);
    isOk(ann.does(new Command.Shield(Optional.empty(), OptionalLong.empty())));
    come(100, 5_000);
    assertTrue(shield().isEmpty());
    room.pass(AutomaticShield.LIFTED_MILLIS);
    come(100, 5_000);
    assertTrue(shield().isPresent());
  }
}
