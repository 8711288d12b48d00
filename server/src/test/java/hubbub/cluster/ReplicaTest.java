package hubbub.cluster;

import static hubbub.cluster.OneNode.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hubbub.cluster.Ear.Heard;
import hubbub.topic.Command;
import hubbub.topic.Ending;
import hubbub.topic.Epoch;
import hubbub.topic.Event;
import hubbub.topic.KindSettings;
import hubbub.topic.MemberId;
import hubbub.topic.MembershipId;
import hubbub.topic.Profile;
import hubbub.topic.Rank;
import hubbub.topic.Reason;
import hubbub.topic.Refusal;
import hubbub.topic.TopicName;
import hubbub.topic.TopicState;
import hubbub.topic.port.Encoding;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.Test;

/// How a replica follows its owners. Here the test plays the placement, and ends the owners.
class ReplicaTest {
  private static final int NODE = 1;
  private static final TopicName TOPIC = new TopicName("room:x");
  private static final Encoding ENCODING = (_, _, _, _) -> new byte[0];
  private static final ScheduledExecutorService LOOP = TestLoops.TWO.getFirst();

  private final List<MemoryLog> logs = new CopyOnWriteArrayList<>();
  private final List<Follower> attaching = new CopyOnWriteArrayList<>();
  private final Node node = node();
  private final Registry registry = new Registry(this::birth);

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
    return new Node(NODE, settings, new TestTime());
  }

  private Inbox birth(TopicName topic, Registry.Place place) {
    return Replica.of(new ReplicaContext(node, LOOP, registry, new Waiting()), topic, place);
  }

  /// Makes replicas wait until the test attaches them.
  private final class Waiting implements Placement {
    @Override
    public void attach(TopicName topic, TopicCopy replica) {
      attaching.add(replica);
    }

    @Override
    public void holds(TopicName topic, TopicCopy replica) {}

    @Override
    public void drops(TopicName topic) {}

    @Override
    public void refused(TopicName topic, Refusal refusal) {}

    @Override
    public void unreadable(TopicName topic) {}

    @Override
    public CompletionStage<Void> ready() {
      return CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<Void> stop() {
      return CompletableFuture.completedStage(null);
    }
  }

  private static void onLoop(Runnable step) {
    CompletableFuture.runAsync(step, LOOP).join();
  }

  private static MembershipId membership(int count) {
    return new MembershipId(((long) NODE << 40) | count);
  }

  /// A member asks to join. The replica then waits for an owner, or asks the one that it has.
  private Inbox join(int count, Ear ear) {
    Command.Join join = OneNode.joinOf("m" + count);
    return registry.deliver(TOPIC, new ToReplica.Join(membership(count), join, ear, 0));
  }

  private Follower awaitAttaching() {
    await().until(() -> attaching.stream().anyMatch(Follower::isAttaching));
    return attaching.getLast();
  }

  private Owner owner(Optional<Follower.Seed> seed) {
    return new Owner(
        node, TOPIC, LOOP, Reign.begin(node, TOPIC, seed, Optional.empty(), 0), OwnerTest.HOME);
  }

  /// A replica with one member, following an owner.
  private Follower following(Ear ear) {
    join(1, ear);
    Follower replica = awaitAttaching();
    onLoop(() -> owner(Optional.empty()).attach(replica));
    ear.awaitJoined();
    return replica;
  }

  @Test
  void asks_its_owner_what_has_waited_in_the_order_in_which_it_came() {
    Ear first = new Ear();
    Ear second = new Ear();
    Inbox inbox = join(1, first);
    inbox.tell(new ToReplica.Send(membership(1), 1, OneNode.Seat.say("mine"), 0));
    join(2, second);
    Follower replica = awaitAttaching();

    onLoop(() -> owner(Optional.empty()).attach(replica));

    second.awaitJoined();
    assertTrue(first.has(Heard.Answered.class));
    assertEquals(1, second.joined().entered().history().size());
    assertEquals(Rank.MODERATOR, first.joined().entered().standing().rank());
  }

  @Test
  void passes_a_challenged_memberships_proof_on_to_its_owner() {
    Ear first = new Ear();
    Inbox inbox = join(1, first);
    Follower replica = awaitAttaching();
    onLoop(() -> owner(Optional.empty()).attach(replica));
    Command.Join same =
        new Command.Join(
            new MemberId("another"), OneNode.joinOf("m1").nick(), Rank.GUEST, Optional.empty());
    assertFalse(refusalOf(same).isForGood());
    await().until(() -> first.has(Heard.Challenged.class));

    inbox.tell(new ToReplica.Prove(membership(1)));

    assertTrue(refusalOf(same).isForGood());
  }

  private Refusal refusalOf(Command.Join join) {
    Ear ear = new Ear();
    registry.deliver(TOPIC, new ToReplica.Join(membership(9), join, ear, 0));
    await().until(() -> ear.has(Heard.Refused.class));
    return ear.all(Heard.Refused.class).findFirst().orElseThrow().refusal();
  }

  @Test
  void continues_with_its_own_view_under_the_next_owner() {
    Ear ear = new Ear();
    Follower replica = following(ear);

    onLoop(() -> replica.released(Follower.Why.FAILED));
    awaitAttaching();
    onLoop(() -> owner(replica.seed()).attach(replica));

    Ear late = new Ear();
    join(2, late);
    late.awaitJoined();
    assertEquals(2, late.joined().entered().reigns().size());
    assertEquals(1, logs.size());
    assertFalse(ear.has(Heard.Ended.class));
  }

  @Test
  void looks_elsewhere_at_once_when_its_shard_moves_before_it_is_attached() {
    join(1, new Ear());
    Follower replica = awaitAttaching();

    onLoop(() -> replica.released(Follower.Why.MOVED));
    onLoop(() -> {});
    onLoop(() -> {});

    assertEquals(2, attaching.size());
  }

  @Test
  void ends_all_when_the_next_owner_has_another_state() {
    Ear ear = new Ear();
    Follower replica = following(ear);

    onLoop(() -> replica.released(Follower.Why.FAILED));
    awaitAttaching();
    onLoop(() -> owner(Optional.empty()).attach(replica));

    assertTrue(ear.has(Heard.Ended.class));
    assertTrue(logs.getFirst().isClosed());
    assertEquals(0, registry.size());
    assertEquals(0, node.gate().taken());
  }

  @Test
  void makes_a_membership_leave_that_only_the_state_has() {
    TopicState state =
        TopicState.born(TOPIC, new Epoch("first"), KindSettings.DEFAULT, ENCODING, 0);
    Command.Join nine = OneNode.joinOf("m9");
    Event ghost =
        new Event.Joined(
            membership(9),
            nine.member(),
            nine.nick(),
            Rank.GUEST,
            Rank.GUEST,
            Optional.empty(),
            Profile.NONE);
    state.evolve(state.next(List.of(ghost), 0, null).getFirst());
    Ear ear = new Ear();
    join(1, ear);
    Follower replica = awaitAttaching();

    onLoop(() -> owner(Optional.of(new Follower.Seed(state, 0))).attach(replica));

    ear.awaitJoined();
    onLoop(() -> assertEquals(List.of(membership(1)), state.memberships()));
  }

  @Test
  void ends_all_when_the_state_is_lost_and_lets_later_joins_wait() {
    Ear ear = new Ear();
    Follower replica = following(ear);

    onLoop(() -> replica.released(Follower.Why.CRASHED));
    Ear waiting = new Ear();
    join(2, waiting);
    awaitAttaching();

    assertEquals(
        new Ending.Crashed(), ear.all(Heard.Ended.class).findFirst().orElseThrow().ending());
    assertTrue(logs.getFirst().isClosed());
    assertEquals(Optional.empty(), registry.snapshot(TOPIC));
    onLoop(() -> assertTrue(waiting.all().isEmpty()));
  }

  @Test
  void refuses_waiting_joins_when_no_owner_can_begin_and_ends() {
    Ear ear = new Ear();
    join(1, ear);
    Follower replica = awaitAttaching();

    onLoop(() -> replica.refused(Refusal.of(Reason.JOIN_CRASHED)));

    assertEquals(
        Reason.JOIN_CRASHED,
        ear.all(Heard.Refused.class).findFirst().orElseThrow().refusal().reason());
    assertEquals(0, registry.size());
    assertEquals(0, node.gate().taken());
  }

  @Test
  void ends_when_the_topic_has_ended() {
    Ear first = new Ear();
    Ear second = new Ear();
    following(first);
    Inbox inbox = join(2, second);
    second.awaitJoined();

    inbox.tell(new ToReplica.Leave(membership(1), Command.How.LEFT));
    await().until(() -> first.has(Heard.Ended.class));
    assertEquals(1, registry.size());
    inbox.tell(new ToReplica.Leave(membership(2), Command.How.LEFT));

    await().until(() -> registry.size() == 0);
    assertTrue(logs.getFirst().isClosed());
    assertEquals(0, node.gate().taken());
  }
}
