package hubbub.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hubbub.topic.Actor;
import hubbub.topic.Command;
import hubbub.topic.Epoch;
import hubbub.topic.Event;
import hubbub.topic.KindSettings;
import hubbub.topic.MemberId;
import hubbub.topic.MembershipId;
import hubbub.topic.Outcome;
import hubbub.topic.Rank;
import hubbub.topic.Refusal;
import hubbub.topic.TopicName;
import hubbub.topic.TopicState;
import hubbub.topic.extension.ExtensionContext;
import hubbub.topic.extension.Payload;
import hubbub.topic.extension.Slot;
import hubbub.topic.extension.TopicExtension;
import hubbub.topic.port.Feed;
import java.io.IOError;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// How an owner calls its follower. Here the follower only records the calls, and asks what the
/// test has it ask.
class OwnerTest {
  private static final int NODE = 1;
  private static final int MOST_LINGERING = 2;
  private static final TopicName TOPIC = new TopicName("room:x");
  private static final ScheduledExecutorService LOOP = TestLoops.TWO.getFirst();

  private final AtomicBoolean isEncodingBroken = new AtomicBoolean();

  /// The event shown last when the extension was told that a value was removed.
  private final List<Event> shownBeforeRemovals = new ArrayList<>();

  private final TestTime time = new TestTime();
  private final Node node = node();
  private final Owners owners = new Owners(node, LOOP);
  private final Recorder follower = new Recorder();

  private Node node() {
    ClusterSettings settings =
        new ClusterSettings(
            Map.of(
                "room", new ClusterSettings.Kind(KindSettings.DEFAULT, Optional.of(new Keeping()))),
            this::frame,
            (_, _, _) -> new byte[0],
            (_, _) -> new MemoryLog(),
            TestLoops.TWO);
    return new Node(
        NODE, settings, time, new LingeringTopics(MOST_LINGERING * LingeringTopics.TOPIC_BYTES));
  }

  private byte[] frame(TopicName topic, long seq, long at, Event.Told event) {
    if (isEncodingBroken.get()) {
      throw new IllegalStateException("a bug, as this test wants it");
    }
    return new byte[0];
  }

  /// An extension whose command keeps a value with its sender's membership.
  private final class Keeping implements TopicExtension {
    private static final Slot<String> KEPT = Slot.lasting("kept", String.class);

    @Override
    public String kind() {
      return "room";
    }

    @Override
    public List<Slot<?>> slots() {
      return List.of(KEPT);
    }

    @Override
    public Outcome command(ExtensionContext context, Command.Custom command) {
      context.assigns(context.membership().orElseThrow()).put(KEPT, "value");
      return Outcome.OK;
    }

    @Override
    public void onRemoved(String name, Object value) {
      shownBeforeRemovals.add(follower.events().getLast());
    }
  }

  /// A home that keeps no list of its owners.
  static final Owner.Home HOME =
      new Owner.Home() {
        @Override
        public void over(Owner owner) {}

        @Override
        public long term() {
          return 0;
        }
      };

  /// A follower that records its calls.
  private static final class Recorder implements Follower {
    private final List<Ask> waiting = new ArrayList<>();
    private final List<Decided> shown = new ArrayList<>();
    private final List<Why> released = new ArrayList<>();
    private final List<Throwable> failed = new ArrayList<>();
    private final List<Refusal> refused = new ArrayList<>();
    private Optional<Seed> seed = Optional.empty();
    private boolean isAttaching = true;
    private boolean isToThrow;
    private @Nullable Decider owner;
    private @Nullable TopicState state;

    @Override
    public boolean isAttaching() {
      return isAttaching;
    }

    @Override
    public Optional<Seed> seed() {
      return seed;
    }

    @Override
    public List<Feed.Frame> toldFrames() {
      return List.of();
    }

    @Override
    public void attached(Decider itsOwner, Optional<TopicState> shared) {
      isAttaching = false;
      owner = itsOwner;
      state = shared.orElseThrow();
    }

    @Override
    public void askWhatWaits() {
      waiting.forEach(this::ask);
    }

    void ask(Ask ask) {
      Objects.requireNonNull(owner, "not attached").ask(ask);
    }

    @Override
    public void show(Decided decided) {
      if (isToThrow) {
        throw new IOError(new IOException("a bug, as this test wants it"));
      }
      shown.add(decided);
    }

    @Override
    public void released(Why why) {
      released.add(why);
    }

    @Override
    public void refused(Refusal refusal) {
      refused.add(refusal);
    }

    @Override
    public void failed(Throwable bug) {
      failed.add(bug);
    }

    TopicState state() {
      return Objects.requireNonNull(state, "not attached");
    }

    List<Event> events() {
      return shown.stream()
          .flatMap(it -> it.changes().stream())
          .<Event>map(it -> it.change().event())
          .toList();
    }

    List<Outcome> outcomes() {
      return shown.stream()
          .flatMap(it -> it.answers().stream())
          .<Outcome>map(Decided.Answer::outcome)
          .toList();
    }
  }

  /// Runs `step` on the loop, and waits for it.
  private static void onLoop(Runnable step) {
    CompletableFuture.runAsync(step, LOOP).join();
  }

  private void attach(Recorder replica) {
    onLoop(() -> owners.attach(TOPIC, replica));
  }

  private static MembershipId membership(int count) {
    return new MembershipId(((long) NODE << 40) | count);
  }

  private static Ask join(int count) {
    return Ask.of(membership(count), OneNode.joinOf("m" + count), 0);
  }

  private static Ask say(int count, long number) {
    return Ask.of(membership(count), number, OneNode.Seat.say("message " + number), 0);
  }

  private static Ask leave(int count) {
    return Ask.of(membership(count), new Command.Leave(Command.How.LEFT), 0);
  }

  /// Attaches the follower, with one member that joins.
  private void attachWithMember() {
    follower.waiting.add(join(1));
    attach(follower);
  }

  private void ask(Ask ask) {
    onLoop(() -> follower.ask(ask));
  }

  @Nested
  class Lingering {
    /// A topic whose only member is lost.
    private Recorder deserted(String topic) {
      Recorder replica = new Recorder();
      replica.waiting.add(join(1));
      replica.waiting.add(Ask.of(membership(1), new Command.Leave(Command.How.LOST), 0));
      onLoop(() -> owners.attach(new TopicName(topic), replica));
      return replica;
    }

    private static List<Follower.Why> whyEnded(Recorder replica) {
      onLoop(() -> {}); // so that what was asked of the loop is done
      return replica.released;
    }

    @Test
    void ends_early_where_too_many_topics_linger_for_the_one_that_is_longest_empty() {
      Recorder first = deserted("room:1");
      Recorder second = deserted("room:2");
      assertEquals(List.of(), whyEnded(first));

      Recorder third = deserted("room:3");

      assertEquals(List.of(Follower.Why.DIED), whyEnded(first));
      assertTrue(first.events().getLast() instanceof Event.Died);
      assertEquals(List.of(), whyEnded(second));
      assertEquals(List.of(), whyEnded(third));
      assertEquals(1, node.counters().deaths());
    }

    @Test
    void no_longer_counts_once_somebody_is_back() {
      Recorder first = deserted("room:1");
      onLoop(() -> first.ask(join(2)));

      deserted("room:2");
      deserted("room:3");

      assertEquals(List.of(), whyEnded(first));
      assertEquals(0, node.counters().deaths());
    }

    @Test
    void makes_room_when_it_ends() {
      Recorder first = deserted("room:1");
      Recorder second = deserted("room:2");
      onLoop(() -> {
        first.ask(join(2));
        first.ask(leave(2));
      });

      deserted("room:3");

      assertEquals(List.of(Follower.Why.DIED), whyEnded(first));
      assertEquals(List.of(), whyEnded(second));
    }
  }

  @Nested
  class Beginning {
    @Test
    void starts_the_topic_when_the_replica_has_nothing() {
      attachWithMember();

      assertEquals(List.of(membership(1)), follower.state().memberships());
      assertEquals(1, follower.state().reigns().size());
      assertEquals(1, node.counters().births());
    }

    @Test
    void continues_with_the_replicas_own_state_and_announces_the_new_reign() {
      TopicState kept =
          TopicState.born(
              TOPIC, new Epoch("old"), KindSettings.DEFAULT, (_, _, _, _) -> new byte[0], 0);
      follower.seed = Optional.of(new Follower.Seed(kept, 0));

      attachWithMember();

      assertSame(kept, follower.state());
      assertEquals(2, kept.reigns().size());
      assertTrue(follower.events().getFirst() instanceof Event.Reigned);
    }

    @Test
    void never_goes_back_before_the_time_of_the_last_reign() {
      long future = System.currentTimeMillis() + Duration.ofHours(1).toMillis();
      TopicState kept =
          TopicState.born(
              TOPIC, new Epoch("old"), KindSettings.DEFAULT, (_, _, _, _) -> new byte[0], 0);
      follower.seed = Optional.of(new Follower.Seed(kept, future));

      attachWithMember();

      assertTrue(follower.shown.getLast().changes().getFirst().change().at() >= future);
    }

    @Test
    void loses_who_was_here_before_a_restart_and_lingers_however_many_do() {
      attachWithMember();
      TopicState kept = follower.state();
      Recorder next = new Recorder();
      next.seed = Optional.of(new Follower.Seed(kept, 0));
      LingeringTopics noRoom = new LingeringTopics(0);
      Owners others = new Owners(new Node(NODE + 1, node.settings(), time, noRoom), LOOP);

      onLoop(() -> others.attach(TOPIC, next));
      onLoop(() -> {});

      assertTrue(next.events().contains(new Event.NodeLeft(NODE, Slices.USUAL.memberships())));
      assertEquals(List.of(), kept.memberships());
      assertEquals(List.of(), next.released);
    }

    @Test
    void ends_at_once_when_nobody_gets_in() {
      attach(follower);

      assertEquals(List.of(Follower.Why.DIED), follower.released);
      assertEquals(0, node.counters().owners());
      assertEquals(0, node.counters().deaths());
    }

    @Test
    void does_not_happen_for_a_replica_that_no_longer_looks_for_an_owner() {
      follower.isAttaching = false;

      attachWithMember();

      assertEquals(List.of(), follower.shown);
      assertEquals(List.of(), follower.released);
      assertEquals(0, node.counters().owners());
    }
  }

  @Nested
  class Deciding {
    @Test
    void has_shown_events_and_answer_together_when_the_ask_returns() {
      attachWithMember();
      follower.shown.clear();

      onLoop(() -> {
        follower.ask(say(1, 1));
        Decided decided = follower.shown.getLast();
        assertTrue(decided.changes().getFirst().change().event() instanceof Event.Message);
        assertEquals(new Actor.Membership(membership(1)), decided.answers().getFirst().actor());
        assertEquals(1, decided.answers().getFirst().ticket());
      });

      assertEquals(1, follower.shown.size());
      assertEquals(1, follower.state().seq());
    }

    @Test
    void answers_a_join_that_comes_again_without_doing_it_twice() {
      attachWithMember();

      ask(join(1));

      assertEquals(List.of(Outcome.OK, Outcome.OK), follower.outcomes());
      assertEquals(1, follower.events().stream().filter(Event.Joined.class::isInstance).count());
    }

    @Test
    void answers_a_command_that_comes_again_without_doing_it_twice() {
      attachWithMember();

      ask(say(1, 1));
      ask(say(1, 1));

      assertEquals(follower.outcomes().get(1), follower.outcomes().get(2));
      assertEquals(1, follower.state().seq());
    }

    @Test
    void challenges_the_holder_of_a_nick_that_somebody_else_wants() {
      attachWithMember();
      Command.Join first = OneNode.joinOf("m1");
      Command.Join same =
          new Command.Join(new MemberId("another"), first.nick(), Rank.GUEST, Optional.empty());

      ask(Ask.of(membership(9), same, 0));

      assertTrue(follower.outcomes().getLast() instanceof Outcome.Refused);
      assertEquals(new Event.Challenged(first.member()), follower.events().getLast());
    }

    @Test
    void has_shown_that_a_member_left_before_the_extension_learns_what_went_with_it() {
      attachWithMember();
      ask(join(2));
      ask(Ask.of(membership(1), 1, new Command.Custom("keep", Payload.EMPTY), 0));
      ask(leave(1));

      Event left = new Event.Left(membership(1), new hubbub.topic.Ending.Left());
      assertEquals(List.of(left), shownBeforeRemovals);
    }

    @Test
    void continues_after_a_bug_in_a_command() {
      attachWithMember();
      isEncodingBroken.set(true);
      ask(say(1, 1));
      isEncodingBroken.set(false);
      ask(say(1, 2));

      assertTrue(follower.outcomes().get(1) instanceof Outcome.Refused);
      assertTrue(follower.outcomes().get(2) instanceof Outcome.Sent);
      assertEquals(List.of(), follower.released);
    }
  }

  @Nested
  class Losing_its_follower {
    @Test
    void removes_all_memberships_from_the_state_and_lingers() {
      attachWithMember();
      ask(join(2));

      follower.isToThrow = true;
      ask(say(1, 1));

      assertEquals(1, follower.failed.size());
      assertEquals(List.of(), follower.released);
      assertEquals(List.of(), follower.state().memberships());
      assertEquals(1, node.counters().owners());
    }

    @Test
    void lets_the_next_one_in_to_what_is_left() {
      attachWithMember();
      follower.isToThrow = true;
      ask(say(1, 1));

      Recorder next = new Recorder();
      next.waiting.add(join(2));
      attach(next);

      assertSame(follower.state(), next.state());
      assertEquals(List.of(membership(2)), next.state().memberships());
      assertFalse(next.outcomes().isEmpty());
    }
  }

  @Nested
  class Ending {
    @Test
    void comes_with_the_last_member_who_leaves() {
      attachWithMember();

      ask(leave(1));

      assertEquals(List.of(Follower.Why.DIED), follower.released);
      assertEquals(0, node.counters().owners());
      assertEquals(1, node.counters().deaths());
    }

    @Test
    void comes_with_a_bug_of_the_owners_own_after_an_answer() {
      attachWithMember();
      time.failOnce();

      ask(say(1, 1));

      assertTrue(follower.outcomes().getLast() instanceof Outcome.Refused);
      assertEquals(List.of(Follower.Why.FAILED), follower.released);
      assertEquals(0, node.counters().owners());
    }

    @Test
    void comes_with_a_bug_that_no_command_triggered() {
      attachWithMember();
      onLoop(() -> {
        Command quiet = new Command.SetQuiet(Optional.of(Rank.GUEST), OptionalLong.of(20));
        follower.ask(Ask.of(membership(1), 1, quiet, 0));
        isEncodingBroken.set(true);
      });
      time.pass(Duration.ofMillis(20));

      OneNode.await().until(() -> node.counters().owners() == 0);
      onLoop(() -> assertEquals(List.of(Follower.Why.FAILED), follower.released));
    }
  }
}
