package hubbub.cluster;

import static hubbub.cluster.OneNode.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hubbub.cluster.Ear.Heard;
import hubbub.cluster.ToReplica.Entry;
import hubbub.topic.Actor;
import hubbub.topic.Change;
import hubbub.topic.Command;
import hubbub.topic.Encoding;
import hubbub.topic.Ending;
import hubbub.topic.Epoch;
import hubbub.topic.Event;
import hubbub.topic.KindSettings;
import hubbub.topic.MemberId;
import hubbub.topic.MembershipId;
import hubbub.topic.Nick;
import hubbub.topic.Outcome;
import hubbub.topic.Rank;
import hubbub.topic.TopicName;
import hubbub.topic.TopicState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/// How a replica follows an owner; here the test is the owner.
class ReplicaTest {
  private static final int HERE = 1;
  private static final TopicName TOPIC = new TopicName("room:x");
  private static final Encoding ENCODING = (_, _, _, _) -> new byte[0];

  private final List<MemoryLog> logs = new CopyOnWriteArrayList<>();
  private final List<ToOwner.Attach> attaches = new CopyOnWriteArrayList<>();
  private final Node node = node();
  private final Registry registry = new Registry(this::birth);
  private final Listener<ToOwner> owner = new Listener<>();
  private final TopicState state =
      TopicState.born(TOPIC, new Epoch("first"), KindSettings.DEFAULT, ENCODING, 0);
  private final List<Entry> gathered = new ArrayList<>();

  private Node node() {
    ClusterSettings settings =
        new ClusterSettings(
            Map.of("room", new ClusterSettings.Kind(KindSettings.DEFAULT, Optional.empty())),
            ENCODING,
            (_, _, _) -> new byte[0],
            (_, _) -> {
              MemoryLog log = new MemoryLog();
              logs.add(log);
              return log;
            },
            TestLoops.TWO);
    return new Node(HERE, settings, Time.SYSTEM, _ -> true, Node.Pace.USUAL);
  }

  private ToReplica.Ref birth(TopicName topic, Registry.Place place) {
    Replica.Home home =
        new Replica.Home(TestLoops.TWO.getFirst(), registry, placement());
    return Replica.of(node, topic, home, place);
  }

  private Placement placement() {
    return new Placement() {
      @Override
      public void attach(TopicName topic, ToOwner.Attach attach) {
        attaches.add(attach);
      }

      @Override
      public CompletionStage<Void> ready() {
        return CompletableFuture.completedStage(null);
      }
    };
  }

  private static MembershipId membership(int count) {
    return new MembershipId(((long) HERE << 40) | count);
  }

  private static Command.Join join(int count) {
    String name = "m" + count;
    return new Command.Join(
        new MemberId(name), new Nick(name, name, name), Rank.GUEST, Optional.empty());
  }

  /// Somebody joins; the replica then waits for an owner, or has asked its own.
  private ToReplica.Ref join(int count, Ear ear) {
    return registry.deliver(
        TOPIC, new ToReplica.Join(membership(count), join(count), ear, System.nanoTime()));
  }

  private ToOwner.Attach awaitAttach(int number) {
    await().until(() -> attaches.size() == number);
    return attaches.getLast();
  }

  private void decide(Event event) {
    Change change = state.next(List.of(event), state.rev(), null).getFirst();
    state.evolve(change);
    gathered.add(new Entry.Happened(change));
  }

  private void joined(int count) {
    Command.Join join = join(count);
    decide(
        new Event.Joined(
            membership(count),
            join.member(),
            join.nick(),
            Rank.GUEST,
            Rank.GUEST,
            Optional.empty()));
    gathered.add(new Entry.Answered(new Actor.Membership(membership(count)), 0, Outcome.OK));
  }

  private ToReplica.Batch batch(long reign) {
    ToReplica.Batch batch = new ToReplica.Batch(reign, List.copyOf(gathered), List.of(HERE));
    gathered.clear();
    return batch;
  }

  private ToReplica.Attached attached(long reign, Optional<TopicState> seed) {
    return new ToReplica.Attached(owner::tell, reign, seed);
  }

  /// A replica that follows reign 3, with member 1.
  private ToReplica.Ref following(Ear ear) {
    ToReplica.Ref replica = join(1, ear);
    awaitAttach(1);
    replica.tell(attached(3, Optional.of(state.copy())));
    joined(1);
    replica.tell(batch(3));
    ear.awaitJoined();
    return replica;
  }

  private List<Command> asked() {
    return owner.all(ToOwner.Ask.class).map(ask -> ask.request().command()).toList();
  }

  @Test
  void tells_how_far_it_has_got_and_how_many_stand_here() {
    following(new Ear());

    ToOwner.Applied applied = owner.await(ToOwner.Applied.class);
    assertEquals(new ToOwner.Applied(HERE, 3, state.rev(), 1), applied);
  }

  @Test
  void challenges_its_own_memberships_and_tells_that_they_are_there() {
    Ear ear = new Ear();
    ToReplica.Ref replica = following(ear);
    decide(new Event.Challenged(new MemberId("somebody else")));
    decide(new Event.Challenged(new MemberId("m1")));
    replica.tell(batch(3));
    await().until(() -> ear.has(Heard.Challenged.class));

    replica.tell(new ToReplica.Prove(membership(1)));

    await().until(() -> asked().contains(new Command.Prove()));
    assertEquals(1, ear.all(Heard.Challenged.class).count());
  }

  @Test
  void does_not_listen_to_an_older_reign() {
    Ear ear = new Ear();
    ToReplica.Ref replica = following(ear);
    long rev = state.rev();
    decide(new Event.TitleChanged("old news", "nobody"));

    replica.tell(batch(2));
    replica.tell(new ToReplica.Farewell(2, ToReplica.Why.CRASHED));
    replica.tell(new ToReplica.Review(membership(1)));

    await().until(() -> ear.has(Heard.Reviewed.class));
    assertEquals(Optional.of(rev), registry.snapshot(TOPIC).map(it -> it.rev()));
    assertFalse(ear.has(Heard.Ended.class));
  }

  @Test
  void has_a_membership_leave_that_is_gone_here() {
    ToReplica.Ref replica = following(new Ear());

    joined(2);
    replica.tell(batch(3));

    await().until(() -> asked().contains(new Command.Leave(Command.How.LOST)));
  }

  @Test
  void has_it_leave_again_when_the_owner_still_counts_it() {
    ToReplica.Ref replica = following(new Ear());
    joined(2);
    replica.tell(batch(3));

    replica.tell(new ToReplica.Recount(3));

    await()
        .until(() ->
            asked().stream().filter(new Command.Leave(Command.How.LOST)::equals).count() == 2);
  }

  @Test
  void gives_its_state_to_the_next_owner_and_goes_on_with_its_own() {
    Ear ear = new Ear();
    ToReplica.Ref replica = following(ear);

    replica.tell(new ToReplica.Farewell(3, ToReplica.Why.FAILED));
    ToOwner.Attach attach = awaitAttach(2);
    replica.tell(new ToReplica.GiveSeed(owner::tell));

    assertEquals(3, attach.reached().reign());
    assertEquals(List.of(HERE), attach.named());
    ToOwner.Seed seed = owner.await(ToOwner.Seed.class);
    assertEquals(state.rev(), seed.state().rev());
    replica.tell(attached(4, Optional.empty()));
    decide(new Event.TitleChanged("going on", "nobody"));
    replica.tell(batch(4));
    await()
        .until(
            () -> registry.snapshot(TOPIC).map(it -> it.title()).equals(Optional.of("going on")));
    assertEquals(1, logs.size());
    assertFalse(ear.has(Heard.Ended.class));
  }

  @Test
  void shows_what_an_owner_on_its_loop_has_done_to_the_state_of_both() {
    ToReplica.Ref replica = join(1, new Ear());
    awaitAttach(1);
    replica.tell(attached(3, Optional.of(state)));
    Change change = state.next(List.of(new Event.TitleChanged("new", "ann")), 0, null).getFirst();
    List<Change> tombstones = state.evolve(change);

    replica.tell(
        new ToReplica.Batch(3, List.of(new Entry.Evolved(change, tombstones)), List.of(HERE)));

    await().until(() -> registry.snapshot(TOPIC).map(it -> it.title()).equals(Optional.of("new")));
    assertEquals(List.of(change), logs.getFirst().told(0));
    assertEquals(1, state.rev());
  }

  @Test
  void does_not_look_anew_when_the_state_that_it_is_given_is_its_own() {
    Ear ear = new Ear();
    ToReplica.Ref replica = following(ear);
    replica.tell(new ToReplica.Farewell(3, ToReplica.Why.FAILED));
    awaitAttach(2);
    replica.tell(new ToReplica.GiveSeed(owner::tell));
    TopicState other = owner.await(ToOwner.Seed.class).state();
    replica.tell(attached(4, Optional.of(other)));
    await().until(() -> ear.has(Heard.Reviewed.class));

    replica.tell(new ToReplica.Farewell(4, ToReplica.Why.FAILED));
    awaitAttach(3);
    replica.tell(attached(5, Optional.of(other)));
    join(2, new Ear());
    await().until(() -> asked().size() > 1);

    assertEquals(1, ear.all(Heard.Reviewed.class).count());
    assertEquals(2, logs.size());
  }

  @Test
  void has_its_members_look_anew_when_another_state_takes_the_place_of_its_own() {
    Ear ear = new Ear();
    ToReplica.Ref replica = following(ear);
    decide(new Event.TitleChanged("missed", "nobody"));
    gathered.clear();

    replica.tell(new ToReplica.Farewell(3, ToReplica.Why.FAILED));
    awaitAttach(2);
    replica.tell(attached(4, Optional.of(state.copy())));

    await().until(() -> ear.has(Heard.Reviewed.class));
    Heard.Reviewed reviewed = ear.all(Heard.Reviewed.class).findFirst().orElseThrow();
    assertEquals("missed", reviewed.entered().snapshot().title());
    assertTrue(logs.getFirst().isClosed());
    assertFalse(logs.getLast().isClosed());
  }

  @Test
  void ends_all_when_the_state_is_lost_and_lets_who_waits_in_afterwards() {
    Ear ear = new Ear();
    ToReplica.Ref replica = following(ear);
    Ear waiting = new Ear();
    join(2, waiting);

    replica.tell(new ToReplica.Farewell(3, ToReplica.Why.CRASHED));

    ToOwner.Attach attach = awaitAttach(2);
    assertEquals(
        new Ending.Crashed(), ear.all(Heard.Ended.class).findFirst().orElseThrow().ending());
    assertFalse(attach.reached().hasState());
    assertEquals(3, attach.reached().reign());
    assertTrue(waiting.all().isEmpty());
  }

  @Test
  void goes_when_nobody_is_left_and_the_owner_has_let_it_go() {
    Ear ear = new Ear();
    ToReplica.Ref replica = following(ear);
    decide(new Event.Left(membership(1), new Ending.Left()));
    replica.tell(batch(3));

    await().until(() -> owner.all(ToOwner.Detach.class).findAny().isPresent());
    assertEquals(1, registry.size());
    replica.tell(new ToReplica.Farewell(3, ToReplica.Why.DETACHED));

    await().atMost(Duration.ofSeconds(5)).until(() -> registry.size() == 0);
    assertTrue(logs.getFirst().isClosed());
  }
}
