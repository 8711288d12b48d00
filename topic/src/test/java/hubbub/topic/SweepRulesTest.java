package hubbub.topic;

import static hubbub.topic.Outcomes.isOk;
import static hubbub.topic.Outcomes.isRefused;
import static hubbub.topic.Outcomes.isSent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hubbub.topic.Command.Sweep.Act;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// Acts on all who joined since a moment ago.
class SweepRulesTest {
  private static final long MINUTE = 60_000;
  private static final Optional<String> WHY = Optional.of("raid");

  private final Room room = new Room();
  private final Guest ann = room.enters("ann");
  private final Guest bob = room.enters("bob");
  private final List<Guest> raiders = new ArrayList<>();

  @BeforeEach
  void a_raid_begins() {
    room.pass(10 * MINUTE);
    for (int i = 0; i < 5; i++) {
      raiders.add(comes("g" + i, "198.51.100." + i));
    }
    room.pass(1_000);
  }

  private Guest comes(String name, String address) {
    Guest guest = new Guest(room, name, room.nextMembership(1));
    guest.from = Optional.of(AddressPrefix.parse(address));
    guest.joined = guest.join();
    return guest;
  }

  private Outcome sweep(Act how, OptionalLong ttl) {
    return ann.does(new Command.Sweep(how, MINUTE, ttl, WHY));
  }

  private String swept(int count, Outcome outcome) {
    Outcome.Swept swept = assertInstanceOf(Outcome.Swept.class, outcome);
    assertEquals(count, swept.count());
    return swept.id().orElseThrow();
  }

  private Outcome undo(String id) {
    return ann.does(new Command.UndoSweep(id));
  }

  private AuditEntry lastLine() {
    return room.last(Event.Audited.class).entry();
  }

  @Nested
  class The_preview {
    @Test
    void shows_who_joined_since_then_and_how_many_page_by_page() {
      Outcome.Newcomers first =
          (Outcome.Newcomers) ann.does(new Command.Newcomers(MINUTE, Optional.empty(), 3));
      assertEquals(5, first.count());
      assertEquals(List.of("g0", "g1", "g2"), first.members().stream().map(Member::nick).toList());
      Outcome.Newcomers rest =
          (Outcome.Newcomers) ann.does(new Command.Newcomers(MINUTE, first.next(), 3));
      assertEquals(List.of("g3", "g4"), rest.members().stream().map(Member::nick).toList());
      assertTrue(rest.next().isEmpty());
    }

    @Test
    void leaves_out_who_has_a_rank_and_who_was_here_before() {
      ann.grants(raiders.get(0), Rank.VIP);
      bob.isLost();
      bob.again();
      Outcome.Newcomers all =
          (Outcome.Newcomers) ann.does(new Command.Newcomers(MINUTE, Optional.empty(), 10));
      assertEquals(4, all.count());
    }

    @Test
    void is_for_moderators() {
      isRefused(Reason.RANK_TOO_LOW, bob.does(new Command.Newcomers(MINUTE, Optional.empty(), 10)));
    }
  }

  @Nested
  class Muting_them {
    @Test
    void mutes_all_with_one_line_of_audit() {
      int lines = room.events(Event.Audited.class).size();
      swept(5, sweep(Act.MUTE, Room.ttl(MINUTE)));
      raiders.forEach(raider -> isRefused(Reason.MUTED, raider.says("BUY")));
      isSent(bob.says("phew"));
      assertEquals(lines + 1, room.events(Event.Audited.class).size());
      assertEquals("sweep", lastLine().act());
      assertEquals(Optional.of("mute 5"), lastLine().value());
      assertEquals(WHY, lastLine().text());
    }

    @Test
    void is_undone_as_a_whole_but_for_what_somebody_changed_meanwhile() {
      String id = swept(5, sweep(Act.MUTE, Room.ttl(MINUTE)));
      room.pass(10);
      isOk(ann.mutes(raiders.get(0), 5 * MINUTE));
      isOk(undo(id));
      isRefused(Reason.MUTED, raiders.get(0).says("BUY"));
      raiders.subList(1, 5).forEach(raider -> isSent(raider.says("sorry")));
      assertEquals("undo_sweep", lastLine().act());
      isRefused(Reason.ALREADY, undo(id));
    }

    @Test
    void leaves_out_who_is_muted_for_as_long_already() {
      isOk(ann.mutes(raiders.get(0), 5 * MINUTE));
      swept(4, sweep(Act.MUTE, Room.ttl(MINUTE)));
      isRefused(Reason.ALREADY, sweep(Act.MUTE, Room.ttl(MINUTE)));
    }

    @Test
    void mutes_those_for_longer_whose_mute_would_end_before() {
      isOk(ann.mutes(raiders.get(0), 1_000));
      swept(5, sweep(Act.MUTE, OptionalLong.empty()));
      room.pass(1_000);
      isRefused(Reason.MUTED, raiders.get(0).says("BUY"));
    }
  }

  @Nested
  class Kicking_them {
    @Test
    void keeps_them_and_their_addresses_out_for_a_while() {
      swept(5, sweep(Act.KICK, Room.ttl(MINUTE)));
      assertEquals(2, room.state.snapshot().members());
      isRefused(Reason.KICKED, raiders.get(0).again().joined);
      isRefused(Reason.KICKED, comes("g9", "198.51.100.1").joined);
    }

    @Test
    void keeps_no_address_out_that_others_share_who_stay() {
      room.pass(5 * MINUTE);
      raiders.add(comes("g7", "203.0.113.1"));
      for (int i = 0; i < 6; i++) {
        Guest pupil = comes("pupil" + i, "203.0.113.1");
        ann.grants(pupil, Rank.MEMBER);
      }
      swept(1, sweep(Act.KICK, Room.ttl(MINUTE)));
      isOk(comes("g8", "203.0.113.1").joined);
    }

    @Test
    void is_undone_as_a_whole() {
      String id = swept(5, sweep(Act.KICK, Room.ttl(MINUTE)));
      isOk(undo(id));
      isOk(raiders.get(0).again().joined);
      isOk(comes("g9", "198.51.100.1").joined);
    }

    @Test
    void is_undone_for_all_addresses_that_somebody_came_from() {
      comes("g0", "203.0.113.1");
      comes("g0", "203.0.113.2");
      String id = swept(5, sweep(Act.KICK, Room.ttl(MINUTE)));
      isRefused(Reason.KICKED, comes("g9", "203.0.113.1").joined);
      isOk(undo(id));
      isOk(comes("g9", "198.51.100.0").joined);
      isOk(comes("g10", "203.0.113.1").joined);
      isOk(comes("g11", "203.0.113.2").joined);
    }
  }

  @Nested
  class Clearing_what_they_said {
    @Test
    void removes_their_messages_and_cannot_be_undone() {
      isSent(bob.says("hello"));
      raiders.forEach(raider -> isSent(raider.says("BUY")));
      Outcome.Swept swept =
          assertInstanceOf(Outcome.Swept.class, sweep(Act.CLEAR, OptionalLong.empty()));
      assertEquals(new Outcome.Swept(Optional.empty(), 5), swept);
      assertEquals(List.of("hello"), room.historyBodies());
      isRefused(Reason.ALREADY, sweep(Act.CLEAR, OptionalLong.empty()));
    }

    @Test
    void leaves_the_messages_of_whoever_ranked_too_high_when_they_wrote_them() {
      Guest owner = new Guest(room, "owner", room.nextMembership(1));
      owner.accountRank = Rank.OWNER;
      isOk(owner.join());
      isSent(owner.saysOnce("read this", "nonce"));
      owner.leaves();
      room.pass(20_000);
      isRefused(Reason.ALREADY, sweep(Act.CLEAR, OptionalLong.empty()));
      assertEquals(List.of("read this"), room.historyBodies());
    }
  }

  @Test
  void what_those_said_is_cleared_too_who_said_it_and_left() {
    raiders.forEach(raider -> isSent(raider.saysOnce("BUY", "nonce")));
    raiders.forEach(Guest::leaves);
    room.pass(20_000);
    assertInstanceOf(Outcome.Swept.class, sweep(Act.CLEAR, OptionalLong.empty()));
    assertEquals(List.of(), room.historyBodies());
  }

  @Test
  void nobody_sweeps_by_an_act_that_they_may_not_do_to_one() {
    Room strict =
        new Room(Room.with(100, 131072, 15_000, OptionalInt.empty(), Map.of("kick", Rank.OWNER)));
    Guest moderator = strict.enters("mod");
    strict.enters("g1");
    isRefused(
        Reason.RANK_TOO_LOW,
        moderator.does(
            new Command.Sweep(Act.KICK, MINUTE, OptionalLong.empty(), Optional.empty())));
    assertInstanceOf(
        Outcome.Swept.class,
        moderator.does(
            new Command.Sweep(Act.MUTE, MINUTE, OptionalLong.empty(), Optional.empty())));
  }

  @Test
  void the_latest_five_sweeps_can_be_undone_also_after_a_restart() {
    String first = swept(5, sweep(Act.MUTE, Room.ttl(MINUTE)));
    for (int i = 0; i < 4; i++) {
      room.pass(MINUTE);
      comes("g1" + i, "192.0.2." + i);
      room.pass(1);
      swept(1, sweep(Act.MUTE, OptionalLong.empty()));
    }
    assertTrue(room.copyOf(room.state).sweeps().find(first).isPresent());
    comes("g20", "192.0.2.20");
    room.pass(1);
    swept(1, sweep(Act.MUTE, OptionalLong.empty()));
    isRefused(Reason.ALREADY, undo(first));
  }

  @Test
  void a_sweep_forgets_who_was_erased() {
    String id = swept(5, sweep(Act.MUTE, Room.ttl(MINUTE)));
    room.erases(raiders.get(0).id);
    assertEquals(4, room.state.sweeps().find(id).orElseThrow().members().size());
    String kicked = swept(4, sweep(Act.KICK, OptionalLong.empty()));
    room.pass(60_000);
    room.erases(raiders.get(1).id);
    assertFalse(room.state.sweeps().find(kicked).orElseThrow().names(raiders.get(1).id));
  }
}
