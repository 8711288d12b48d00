package hubbub.cluster;

import static hubbub.cluster.OneNode.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hubbub.cluster.ToReplica.Entry;
import hubbub.topic.Actor;
import hubbub.topic.Command;
import hubbub.topic.Epoch;
import hubbub.topic.Event;
import hubbub.topic.KindSettings;
import hubbub.topic.MemberId;
import hubbub.topic.MembershipId;
import hubbub.topic.Nick;
import hubbub.topic.Outcome;
import hubbub.topic.Rank;
import hubbub.topic.Request;
import hubbub.topic.TopicName;
import hubbub.topic.TopicState;
import java.io.IOError;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// What an owner tells the replicas of several nodes; here they only listen, and answer when the
/// test does.
class OwnerTest {
  private static final int HERE = 1;
  private static final int THERE = 2;
  private static final TopicName TOPIC = new TopicName("room:x");
  private static final ScheduledExecutorService LOOP = TestLoops.TWO.getFirst();

  private final Set<Integer> members = ConcurrentHashMap.newKeySet();
  private final Listener<Owner> over = new Listener<>();
  private final Listener<ToReplica> here = new Listener<>();
  private final Listener<ToReplica> there = new Listener<>();
  private final Owner owner = new Owner(node(), TOPIC, LOOP, over::tell);

  private Node node() {
    ClusterSettings settings =
        new ClusterSettings(
            Map.of("room", new ClusterSettings.Kind(KindSettings.DEFAULT, Optional.empty())),
            (_, _, _, _) -> new byte[0],
            (_, _, _) -> new byte[0],
            (_, _) -> new MemoryLog(),
            TestLoops.TWO);
    Node.Pace pace = new Node.Pace(Duration.ofMillis(300), Duration.ofMillis(300));
    return new Node(HERE, settings, Time.SYSTEM, members::contains, pace);
  }

  private void tell(ToOwner message) {
    LOOP.execute(() -> owner.tell(message));
  }

  private void attach(int node, Listener<ToReplica> replica, Reached reached, int... named) {
    List<Integer> nodes = Arrays.stream(named).boxed().toList();
    tell(new ToOwner.Attach(node, replica::tell, reached, nodes, false));
  }

  private static MembershipId membership(int node, int count) {
    return new MembershipId(((long) node << 40) | count);
  }

  private void ask(int node, MembershipId who, long number, Command command) {
    Request request = new Request(new Actor.Membership(who), number, command);
    tell(new ToOwner.Ask(node, number, request, System.nanoTime()));
  }

  private MembershipId join(int node, int count) {
    MembershipId id = membership(node, count);
    String name = "m" + node + "-" + count;
    ask(
        node,
        id,
        0,
        new Command.Join(
            new MemberId(name), new Nick(name, name, name), Rank.GUEST, Optional.empty()));
    return id;
  }

  private void say(int node, MembershipId who, long number) {
    ask(node, who, number, OneNode.Seat.say("message " + number));
  }

  /// Until all that it was told is done.
  private static void awaitLoop() {
    var done = new CompletableFuture<Void>();
    LOOP.execute(() -> done.complete(null));
    done.join();
  }

  private static TopicState state() {
    return TopicState.born(
        TOPIC, new Epoch("old"), KindSettings.DEFAULT, (_, _, _, _) -> new byte[0], 0);
  }

  @Nested
  class Beginning {
    @Test
    void with_a_first_replica_is_a_birth() {
      attach(HERE, here, Reached.NOTHING);

      ToReplica.Attached attached = here.await(ToReplica.Attached.class);
      assertEquals(1, attached.reign());
      assertEquals(0, attached.seed().orElseThrow().rev());
    }

    @Test
    void waits_for_all_that_are_named() {
      members.add(THERE);
      attach(HERE, here, new Reached(4, 0, 0), HERE, THERE);
      attach(THERE, there, new Reached(5, 0, 0), HERE, THERE);

      there.await(ToReplica.GiveSeed.class);
      assertEquals(0, here.all(ToReplica.GiveSeed.class).count());
      tell(new ToOwner.Seed(THERE, new Reached(5, 0, 0), state()));

      assertEquals(6, here.await(ToReplica.Attached.class).reign());
      assertEquals(Optional.empty(), there.await(ToReplica.Attached.class).seed());
      assertEquals(1, here.await(ToReplica.Attached.class).seed().orElseThrow().rev());
      there.await(ToReplica.Batch.class);
    }

    @Test
    void does_not_wait_for_who_left_the_cluster() {
      attach(HERE, here, new Reached(4, 0, 0), HERE, THERE);

      here.await(ToReplica.GiveSeed.class);
    }

    @Test
    void waits_only_so_long() {
      members.add(THERE);
      attach(HERE, here, new Reached(4, 0, 0), HERE, THERE);
      assertEquals(0, here.all(ToReplica.GiveSeed.class).count());

      here.await(ToReplica.GiveSeed.class);
    }

    @Test
    void goes_on_without_a_seed_when_the_best_has_lost_it() {
      attach(HERE, here, new Reached(4, 0, 0), HERE);
      here.await(ToReplica.GiveSeed.class);

      attach(HERE, here, new Reached(4, 0, 0).withoutState(), HERE);

      assertEquals(5, here.await(ToReplica.Attached.class).reign());
    }
  }

  @Nested
  class Telling {
    @Test
    void keeps_one_batch_under_way_and_the_next_holds_all_that_gathered() {
      attach(HERE, here, Reached.NOTHING);
      MembershipId who = join(HERE, 1);
      ToReplica.Batch first = here.await(ToReplica.Batch.class);
      for (int i = 1; i <= 10; i++) {
        say(HERE, who, i);
      }
      // An attach is answered at once: then all before it was decided.
      attach(THERE, there, Reached.NOTHING);
      there.await(ToReplica.Attached.class);
      assertEquals(1, here.all(ToReplica.Batch.class).count());

      tell(new ToOwner.Applied(HERE, 1, first.entries().size() - 1, 1));

      await().until(() -> here.all(ToReplica.Batch.class).count() == 2);
      ToReplica.Batch next = here.all(ToReplica.Batch.class).toList().getLast();
      assertEquals(20, next.entries().size());
      assertEquals(List.of(HERE, THERE), next.nodes());
    }

    @Test
    void gives_changes_to_all_and_answers_to_who_asked() {
      attach(HERE, here, Reached.NOTHING);
      attach(THERE, there, Reached.NOTHING);

      join(THERE, 1);

      List<Entry> heard = here.await(ToReplica.Batch.class).entries();
      assertTrue(heard.stream().allMatch(Entry.Happened.class::isInstance));
      List<Entry> answered = there.await(ToReplica.Batch.class).entries();
      assertEquals(
          new Entry.Answered(new Actor.Membership(membership(THERE, 1)), 0, Outcome.OK),
          answered.getLast());
    }

    @Test
    void has_the_holder_of_a_nick_challenged_on_whichever_node_it_is() {
      attach(HERE, here, Reached.NOTHING);
      attach(THERE, there, Reached.NOTHING);
      join(THERE, 1);
      there.await(ToReplica.Batch.class);
      tell(new ToOwner.Applied(THERE, 1, 1, 1));
      Command.Join same =
          new Command.Join(
              new MemberId("another"), new Nick("m2-1", "m2-1", "m2-1"), Rank.GUEST, Optional.empty());

      ask(HERE, membership(HERE, 9), 0, same);

      await().until(() -> there.all(ToReplica.Batch.class).count() == 2);
      Entry.Happened told =
          (Entry.Happened) there.all(ToReplica.Batch.class).toList().getLast().entries().getFirst();
      assertEquals(new Event.Challenged(new MemberId("m2-1")), told.change().event());
    }

    @Test
    void answers_a_join_that_comes_again_without_doing_it_twice() {
      attach(HERE, here, Reached.NOTHING);
      join(HERE, 1);
      ToReplica.Batch first = here.await(ToReplica.Batch.class);
      tell(new ToOwner.Applied(HERE, 1, first.entries().size() - 1, 1));

      join(HERE, 1);

      await().until(() -> here.all(ToReplica.Batch.class).count() == 2);
      assertEquals(
          List.of(new Entry.Answered(new Actor.Membership(membership(HERE, 1)), 0, Outcome.OK)),
          here.all(ToReplica.Batch.class).toList().getLast().entries());
    }

    @Test
    void asks_for_a_recount_when_the_numbers_differ() {
      attach(HERE, here, Reached.NOTHING);
      join(HERE, 1);
      ToReplica.Batch batch = here.await(ToReplica.Batch.class);
      long rev = batch.entries().stream().filter(Entry.Happened.class::isInstance).count();

      tell(new ToOwner.Applied(HERE, 1, rev, 0));

      assertEquals(1, here.await(ToReplica.Recount.class).reign());
    }

    @Test
    void does_not_believe_what_another_reign_was_told() {
      attach(HERE, here, new Reached(4, -1, 0));
      MembershipId who = join(HERE, 1);
      here.await(ToReplica.Batch.class);
      say(HERE, who, 1);

      tell(new ToOwner.Applied(HERE, 4, 1, 1));
      attach(THERE, there, Reached.NOTHING);

      there.await(ToReplica.Attached.class);
      assertEquals(1, here.all(ToReplica.Batch.class).count());
    }
  }

  /// A replica on the loop of its owner: it remembers what it was told, and `answer` asks at once.
  private static final class Beside implements ToReplica.Ref {
    private final Listener<ToReplica> heard = new Listener<>();
    private final Consumer<ToReplica> answer;
    private boolean isHearing;

    Beside(Consumer<ToReplica> answer) {
      this.answer = answer;
    }

    @Override
    public void tell(ToReplica message) {
      throw new AssertionError("told by a detour: " + message);
    }

    @Override
    public void tellAtOnce(ToReplica message) {
      assertFalse(isHearing, "told something while it is told something");
      isHearing = true;
      heard.tell(message);
      try {
        answer.accept(message);
      } finally {
        isHearing = false;
      }
    }

    @Override
    public boolean isHere() {
      return true;
    }
  }

  @Nested
  class On_the_loop_of_a_replica {
    private TopicState shared(Beside beside) {
      return beside.heard.await(ToReplica.Attached.class).seed().orElseThrow();
    }

    @Test
    void shares_its_state_with_that_one_and_gives_others_copies() {
      Beside beside = new Beside(_ -> {});
      tell(new ToOwner.Attach(HERE, beside, Reached.NOTHING, List.of(), false));
      attach(THERE, there, Reached.NOTHING);
      TopicState copied = there.await(ToReplica.Attached.class).seed().orElseThrow();

      MembershipId who = join(HERE, 1);
      awaitLoop();

      assertTrue(shared(beside).member(who).isPresent());
      assertTrue(copied.member(who).isEmpty());
    }

    @Test
    void tells_it_at_once_what_is_only_to_be_shown_and_waits_for_nothing() {
      Beside beside = new Beside(_ -> {});
      tell(new ToOwner.Attach(HERE, beside, Reached.NOTHING, List.of(), false));
      MembershipId who = join(HERE, 1);
      say(HERE, who, 1);
      awaitLoop();

      List<ToReplica.Batch> batches = beside.heard.all(ToReplica.Batch.class).toList();
      assertEquals(2, batches.size());
      assertTrue(batches.getLast().entries().getFirst() instanceof Entry.Evolved);
      assertTrue(batches.getLast().entries().getLast() instanceof Entry.Answered);
    }

    @Test
    void hears_what_it_asks_meanwhile_when_it_has_told_it_all() {
      List<ToReplica> order = new ArrayList<>();
      Actor who = new Actor.Membership(membership(HERE, 1));
      Beside beside =
          new Beside(told -> {
            order.add(told);
            if (order.size() == 2) {
              for (int i = 1; i <= 3; i++) {
                Request request = new Request(who, i, OneNode.Seat.say("message " + i));
                owner.tell(new ToOwner.Ask(HERE, i, request, System.nanoTime()));
              }
              assertEquals(2, order.size());
            }
          });
      tell(new ToOwner.Attach(HERE, beside, Reached.NOTHING, List.of(), false));

      join(HERE, 1);
      awaitLoop();

      assertEquals(3, shared(beside).seq());
      assertEquals(4, beside.heard.all(ToReplica.Batch.class).count());
    }

    @Test
    void of_which_the_state_came_goes_on_with_that_very_state() {
      TopicState kept = state();
      Beside beside =
          new Beside(told -> {
            if (told instanceof ToReplica.GiveSeed) {
              owner.tell(new ToOwner.Seed(HERE, new Reached(4, 0, 0), kept));
            }
          });
      tell(new ToOwner.Attach(HERE, beside, new Reached(4, 0, 0), List.of(HERE), false));
      awaitLoop();

      assertSame(kept, shared(beside));
      assertEquals(1, kept.rev());
    }

    @Test
    void goes_on_when_that_one_throws_what_nobody_reckons_with() {
      AtomicBoolean isToThrow = new AtomicBoolean();
      Beside beside =
          new Beside(told -> {
            if (told instanceof ToReplica.Batch && isToThrow.getAndSet(false)) {
              throw new IOError(new IOException("a bug, as this test wants it"));
            }
          });
      tell(new ToOwner.Attach(HERE, beside, Reached.NOTHING, List.of(), false));
      isToThrow.set(true);
      join(HERE, 1);

      join(HERE, 2);
      awaitLoop();

      assertEquals(2, shared(beside).memberships().size());
    }
  }

  @Nested
  class Ending {
    @Test
    void lets_another_nodes_replica_go_and_keeps_its_own() {
      attach(HERE, here, Reached.NOTHING);
      attach(THERE, there, Reached.NOTHING);
      join(HERE, 1);
      here.await(ToReplica.Batch.class);

      tell(new ToOwner.Detach(THERE));

      assertEquals(ToReplica.Why.DETACHED, there.await(ToReplica.Farewell.class).why());
      assertEquals(0, here.all(ToReplica.Farewell.class).count());
    }

    @Test
    void is_told_to_all_and_answers_nobody_any_more() {
      attach(HERE, here, Reached.NOTHING);
      MembershipId who = join(HERE, 1);
      ask(HERE, who, 0, new Command.Leave(Command.How.LEFT));

      assertEquals(ToReplica.Why.OVER, here.await(ToReplica.Farewell.class).why());
      assertEquals(owner, over.await(Owner.class));
      attach(THERE, there, Reached.NOTHING);
      awaitLoop();

      assertEquals(0, there.all(ToReplica.class).count());
    }

    @Test
    void of_a_node_that_lost_its_replica_ends_its_memberships_in_one_change() {
      attach(HERE, here, Reached.NOTHING);
      attach(THERE, there, Reached.NOTHING);
      join(HERE, 1);
      for (int i = 1; i <= 3; i++) {
        join(THERE, i);
      }

      tell(new ToOwner.Lost(THERE));
      tell(new ToOwner.Applied(HERE, 1, 0, 1));

      await()
          .until(() ->
              here.all(ToReplica.Batch.class)
                  .flatMap(batch -> batch.entries().stream())
                  .anyMatch(it ->
                      it instanceof Entry.Happened happened
                          && happened.change().event().equals(new Event.NodeLeft(THERE))));
    }

    @Test
    void by_a_stop_from_outside_sends_replicas_to_the_next_owner() {
      attach(HERE, here, Reached.NOTHING);
      join(HERE, 1);

      tell(new ToOwner.Move());

      assertEquals(ToReplica.Why.FAILED, here.await(ToReplica.Farewell.class).why());
      over.await(Owner.class);
    }

    @Test
    void by_a_bug_of_its_own_sends_replicas_to_the_next_owner() {
      attach(HERE, here, Reached.NOTHING);
      join(HERE, 1);

      ToReplica.Ref broken =
          _ -> {
            throw new IllegalStateException("a bug, as this test wants it");
          };
      tell(new ToOwner.Attach(THERE, broken, Reached.NOTHING, List.of(), false));

      assertEquals(ToReplica.Why.FAILED, here.await(ToReplica.Farewell.class).why());
      over.await(Owner.class);
    }
  }
}
