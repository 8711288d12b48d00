package hubbub.topic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import hubbub.topic.Generator.Act;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Laws that hold for any sequence of commands, in any order, at any time.
class TopicPropertyTest {
  private static final int SEQUENCES = 2_000;
  private static final int LENGTH = 60;

  /// Checked after every act.
  private interface Law {
    void hold(Run run, Act act);
  }

  @Test
  void a_replica_that_evolved_the_owners_events_is_the_owners_state() {
    check((run, act) -> {
      String image = Image.of(run.room.state);
      assertEquals(image, Image.of(run.room.replica));
      assertEquals(image, Image.of(run.room.copyOf(run.room.state)));
    });
  }

  @Test
  void a_replica_learns_the_same_from_a_change_as_the_owner() {
    check(
        (run, act) -> assertEquals(Image.of(run.room.effects), Image.of(run.room.replicaEffects)));
  }

  @Test
  void deciding_changes_nothing() {
    check((run, act) -> run.room.checksThatDecidingChangesNothing = true);
  }

  @Test
  void a_copy_goes_on_as_its_original_does() {
    check((run, act) -> {
      if (run.step == LENGTH / 2) {
        run.copy = run.room.copyOf(run.room.state);
        run.copiedAt = run.room.changes.size();
      } else if (run.step == LENGTH && run.copy != null) {
        TopicState copy = run.copy;
        List<Change> all = run.room.changes;
        all.subList(run.copiedAt, all.size()).forEach(copy::evolve);
        assertEquals(Image.of(run.room.state), Image.of(copy));
      }
    });
  }

  @Test
  void revs_and_seqs_have_no_gaps() {
    check((run, act) -> {
      if (run.step != LENGTH) {
        return;
      }
      long rev = 0;
      long seq = 0;
      for (Change change : run.room.changes) {
        seq += change.isTold() ? 1 : 0;
        assertEquals(++rev, change.rev());
        assertEquals(seq, change.seq());
      }
    });
  }

  @Test
  void nothing_expired_is_seen_once_the_topic_woke_up() {
    check((run, act) -> {
      if (!(act instanceof Act.Pass(long _, boolean noticed)) || !noticed) {
        return;
      }
      long now = run.room.now;
      Snapshot view = run.room.state.snapshot();
      assertTrue(run.room.wakeAt().orElse(Long.MAX_VALUE) > now);
      if (run.room.state.isOver()) {
        return;
      }
      view.quiet().ifPresent(mode -> assertTrue(mode.untilAt().orElse(now + 1) > now));
      view.slow().ifPresent(mode -> assertTrue(mode.untilAt().orElse(now + 1) > now));
      view.shield().ifPresent(shield -> assertTrue(shield.untilAt() > now));
      if (now >= run.room.state.board().nextBroadcastAt()) {
        assertEquals(view.keywords(), view.at(now).keywords());
      }
      for (MembershipId id : run.room.state.memberships()) {
        MemberId member = run.room.state.member(id).orElseThrow().id();
        long mutedUntil = run.room.state.standing(member).mutedUntilAt();
        assertTrue(mutedUntil == 0 || mutedUntil > now);
        Person person = Objects.requireNonNull(run.room.state.people().get(member));
        assertEquals(person.rankAt(now), run.room.state.standing(member).rank());
      }
    });
  }

  /// Except that a successor, if one is due, is chosen only at the wake-up.
  @Test
  void what_is_read_before_the_topic_woke_up_is_what_is_read_after() {
    check((run, act) -> {
      TopicState state = run.room.state;
      long now = run.room.now;
      if (state.life().successionAt(state.settings(), state.people().heirs()) > now) {
        assertEquals(reads(state, now), reads(run.room.wokenCopy(), now));
      }
    });
  }

  private static List<Object> reads(TopicState state, long now) {
    List<Object> reads = new ArrayList<>();
    List<Command.Read> commands = new ArrayList<>();
    commands.add(new Command.Roster(Optional.empty(), 100));
    commands.add(new Command.Newcomers(30_000, Optional.empty(), 100));
    Generator.NAMES.forEach(name -> commands.add(new Command.Whois(new MemberId(name))));
    for (Command.List.Of of : Command.List.Of.values()) {
      commands.add(new Command.List(of, Optional.empty(), 100));
    }
    for (Command.Read command : commands) {
      reads.add(
          TopicRules.read(
              state,
              new Actor.Server("operator"),
              command,
              new ReadContext(now, (_, from) -> from.toString())));
    }
    for (MembershipId id : state.memberships()) {
      Member member = state.memberAt(id, now).orElseThrow();
      reads.add(member);
      reads.add(state.standingAt(member.id(), now));
    }
    reads.add(state.snapshot().at(now).quiet());
    reads.add(state.snapshot().at(now).slow());
    reads.add(state.snapshot().at(now).shield());
    return reads;
  }

  @Test
  void history_never_exceeds_its_caps() {
    check((run, act) -> {
      List<Change> history = run.room.state.history();
      assertTrue(history.size() <= run.room.settings.history());
      int bytes = history.stream().mapToInt(change -> change.frame().length).sum();
      assertTrue(bytes <= run.room.settings.historyBytes());
      assertTrue(history.stream().allMatch(change -> change.event() instanceof Event.Message));
    });
  }

  @Test
  void nobody_acts_above_their_rank() {
    check((run, act) -> {
      if (act instanceof Act.Ask ask && ask.membership() >= 0) {
        run.ranks.judge(ask.command(), run.room.settings, run.lastEvents());
      }
    });
  }

  @Test
  void a_repeated_number_changes_nothing() {
    check((run, act) -> {
      boolean hasDone =
          act instanceof Act.Ask ask
              && ask.number() > 0
              && ask.membership() >= 0
              && !run.lastEvents().isEmpty()
              && !(ask.command() instanceof Command.Leave);
      if (hasDone && run.room.state.member(run.membership((Act.Ask) act)).isPresent()) {
        Outcome first = run.outcome;
        long rev = run.room.state.rev();
        run.room.now += 30_000;
        Outcome again = run.ask((Act.Ask) act);
        run.room.now -= 30_000;
        assertEquals(rev, run.room.state.rev());
        assertEquals(first, again);
      }
    });
  }

  @Test
  void a_repeated_nonce_changes_nothing() {
    check((run, act) -> {
      if (act instanceof Act.Ask ask
          && ask.membership() >= 0
          && ask.command() instanceof Command.Send send
          && send.nonce().isPresent()
          && run.outcome instanceof Outcome.Said) {
        long rev = run.room.state.rev();
        Outcome again =
            run.ask(new Act.Ask(ask.membership(), ask.number() + 100_000, ask.command()));
        assertEquals(rev, run.room.state.rev());
        assertEquals(run.outcome, again);
      }
    });
  }

  @Test
  void a_view_is_the_same_object_until_the_next_change() {
    check((run, act) -> {
      Snapshot view = run.room.state.snapshot();
      assertSame(view, run.room.state.snapshot());
      assertEquals(run.room.state.rev(), view.rev());
      assertFalse(view.members() > 5);
    });
  }

  @Test
  void every_kind_of_event_is_among_what_was_tried() {
    Map<Class<?>, Integer> seen = new HashMap<>();
    check((run, act) ->
        run.lastEvents().forEach(event -> seen.merge(event.getClass(), 1, Integer::sum)));
    records(Event.class)
        .forEach(kind -> assertTrue(seen.getOrDefault(kind, 0) > 15, kind + " in " + seen));
  }

  private static Stream<Class<?>> records(Class<?> family) {
    return family.isRecord()
        ? Stream.of(family)
        : Stream.of(family.getPermittedSubclasses()).flatMap(TopicPropertyTest::records);
  }

  /// Checks a law on random sequences. On a failure, drops acts while it still fails, and reports
  /// the seed and the acts that are left.
  private static void check(Law law) {
    for (long seed = 1; seed <= SEQUENCES; seed++) {
      List<Act> acts = new Generator(seed).acts(LENGTH);
      Optional<Throwable> failure = failure(acts, law);
      if (failure.isPresent()) {
        List<Act> fewer = shrink(acts, law);
        String text =
            "seed " + seed + "\n" + String.join("\n", fewer.stream().map(Act::toString).toList());
        fail(text, failure(fewer, law).orElse(failure.get()));
      }
    }
  }

  private static List<Act> shrink(List<Act> acts, Law law) {
    List<Act> left = acts;
    for (int i = left.size() - 1; i >= 0; i--) {
      List<Act> fewer = new ArrayList<>(left);
      fewer.remove(i);
      if (failure(fewer, law).isPresent()) {
        left = fewer;
      }
    }
    return left;
  }

  private static Optional<Throwable> failure(List<Act> acts, Law law) {
    try {
      Run run = new Run();
      for (Act act : acts) {
        run.step(act);
        law.hold(run, act);
      }
      return Optional.empty();
    } catch (RuntimeException | AssertionError e) {
      return Optional.of(e);
    }
  }

  /// One run of a sequence.
  private static final class Run {
    Room room = room();
    final Ranks ranks = new Ranks();
    Outcome outcome = Outcome.OK;
    @Nullable TopicState copy;
    int copiedAt;
    int step;
    private int eventsBefore;

    void step(Act act) {
      step++;
      eventsBefore = room.changes.size();
      if (room.state.isOver()) {
        room = room();
        copy = null;
        eventsBefore = 0;
      }
      switch (act) {
        case Act.Ask ask -> {
          ranks.note(room, ask.membership() < 0 ? null : membership(ask));
          outcome = ask(ask);
        }
        case Act.Pass pass when pass.noticed() -> room.pass(pass.millis());
        case Act.Pass pass -> room.passUnnoticed(pass.millis());
        case Act.Gone gone -> room.loses(gone.node());
        case Act.Erase erase -> room.erases(erase.member());
        case Act.Guesses guesses -> guess(guesses.from());
        case Act.NewReign reign -> room.happened(new Event.Reigned(new Epoch(reign.epoch())));
      }
    }

    private static Room room() {
      return new Room(
          Room.keepingHistory(Room.with(8, 2_000, 15_000, OptionalInt.of(4), Map.of()), 20_000),
          Optional.of(new RecordingExtension()));
    }

    private void guess(Optional<AddressPrefix> from) {
      if (room.state.life().hasBegun()) {
        room.server(
            new Command.SetLock(Optional.of("sesame"), Optional.empty(), OptionalInt.empty()));
        Guest stranger = new Guest(room, "stranger", new MembershipId((1L << 40) + 100));
        stranger.from = from;
        for (int i = 0; i < 7; i++) {
          stranger.join(Optional.of("guess"));
        }
      }
    }

    MembershipId membership(Act.Ask ask) {
      return new MembershipId(((long) (1 + ask.membership() % 2) << 40) + ask.membership());
    }

    Outcome ask(Act.Ask ask) {
      Command command = meant(ask.command());
      return ask.membership() < 0
          ? room.server(command)
          : room.decide(new Actor.Membership(membership(ask)), ask.number(), command);
    }

    /// Ids of sweeps cannot be guessed.
    private Command meant(Command command) {
      List<Sweep> sweeps = room.state.sweeps().image();
      return command instanceof Command.UndoSweep && !sweeps.isEmpty()
          ? new Command.UndoSweep(sweeps.getLast().id())
          : command;
    }

    List<Event> lastEvents() {
      return room.changes.subList(eventsBefore, room.changes.size()).stream()
          .map(Change::event)
          .toList();
    }
  }
}
