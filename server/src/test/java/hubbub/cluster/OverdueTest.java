package hubbub.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hubbub.cluster.Ear.Heard;
import hubbub.cluster.peer.NodeId;
import hubbub.topic.Actor;
import hubbub.topic.Body;
import hubbub.topic.Command;
import hubbub.topic.KindSettings;
import hubbub.topic.MemberId;
import hubbub.topic.MembershipId;
import hubbub.topic.Outcome;
import hubbub.topic.Reason;
import hubbub.topic.Refusal;
import hubbub.topic.Request;
import hubbub.topic.Title;
import hubbub.topic.TopicName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// What waits for an owner that does not answer.
class OverdueTest {
  private static final TopicName TOPIC = new TopicName("room:x");
  private static final Outcome REFUSED =
      new Outcome.Refused(Refusal.of(Reason.UNAVAILABLE, "retry_after_ms", 1_000L));
  private static final Duration TOO_LONG = Duration.ofMillis(4_500);

  private final TestTime time = new TestTime();
  private final Node node =
      new Node(
          new Members(new NodeId(1, "127.0.0.1:1")),
          new ClusterSettings(
              Map.of("room", new ClusterSettings.Kind(KindSettings.DEFAULT, Optional.empty())),
              (_, _, _, _) -> new byte[0],
              (_, _, _) -> new byte[0],
              (_, _) -> new MemoryLog(),
              TestLoops.TWO),
          time,
          Slices.USUAL);
  private final Inbox inbox = new Inbox(TestLoops.TWO.getFirst(), _ -> {});
  private final LocalMemberships memberships = new LocalMemberships(node, TOPIC, inbox);
  private final List<Command> asked = new ArrayList<>();
  private final Reign reign = Reign.begin(node, TOPIC, Optional.empty(), Optional.empty(), 0);
  private final TopicView view = new TopicView(node, TOPIC, reign.state(), memberships, inbox);
  private final ReplicaState following = new ReplicaState.Following(new Deaf(), view);
  private final MembershipId id = node.memberships().next();
  private final Ear ear = new Ear();

  /// Never answers.
  private final class Deaf implements Decider {
    @Override
    public long term() {
      return 1;
    }

    @Override
    public boolean isHere() {
      return false;
    }

    @Override
    public void ask(Ask ask) {
      asked.add(ask.request().command());
    }

    @Override
    public boolean erase(MemberId member, String pseudonym) {
      return true;
    }

    @Override
    public Optional<SavedTopic> save() {
      return Optional.empty();
    }

    @Override
    public void lose(Throwable bug) {}

    @Override
    public void unneeded() {}
  }

  private void join(ReplicaState state) {
    Command.Join join = OneNode.joinOf("m");
    memberships.join(new ToReplica.Join(id, join, ear, time.nanos()), state);
  }

  private void joined() throws OwnerBug {
    join(following);
    Actor me = new Actor.Membership(id);
    Reign.Done _ = reign.decide(new Request(me, 0, OneNode.joinOf("m")));
    memberships.answered(new Decided.Answer(node.number(), me, 0, Outcome.OK), view);
    asked.clear();
  }

  private void send(long number, Command command, ReplicaState state) {
    memberships.send(new ToReplica.Send(id, number, command, time.nanos()), state);
  }

  private CompletableFuture<Outcome> sendFromOutside(Command command, ReplicaState state) {
    CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    memberships.send(
        new ToReplica.SendFromOutside(new Actor.Server("ops"), command, outcome), state);
    return outcome;
  }

  private static Command.Send repeatable() {
    return new Command.Send(new Body("hi"), Optional.of("once"), Optional.empty(), List.of());
  }

  private void pass(Duration duration) {
    time.pass(duration);
    memberships.refuseOverdue(following);
  }

  private List<Long> refused() {
    return ear.all(Heard.Answered.class)
        .filter(it -> it.outcome().equals(REFUSED))
        .map(Heard.Answered::number)
        .toList();
  }

  @Test
  void a_join_is_refused_and_undone_in_case_it_is_carried_out() {
    join(following);
    pass(TOO_LONG);

    assertTrue(ear.has(Heard.Refused.class));
    assertTrue(memberships.isIdle());
    assertEquals(new Command.Leave(Command.How.LOST), asked.getLast());
  }

  @Test
  void nothing_is_refused_before_it_has_waited_for_long() throws OwnerBug {
    joined();
    send(1, repeatable(), following);
    pass(Duration.ofSeconds(3));

    assertEquals(List.of(), refused());
  }

  @Test
  void what_was_sent_is_refused_if_it_happens_once_however_often_it_is_sent() throws OwnerBug {
    joined();
    send(1, repeatable(), following);
    send(2, OneNode.Seat.say("perhaps twice"), following);
    send(3, new Command.SetTitle(new Title("tea")), following);
    pass(TOO_LONG);

    assertEquals(List.of(1L), refused());
    assertEquals(2, memberships.release(view).size());
  }

  @Test
  void what_was_not_sent_is_refused_whatever_it_is() throws OwnerBug {
    joined();
    send(1, OneNode.Seat.say("sent"), following);
    send(2, OneNode.Seat.say("not sent"), new ReplicaState.Idle());
    pass(TOO_LONG);

    assertEquals(List.of(2L), refused());
    send(3, OneNode.Seat.say("sent at once"), following);
    assertEquals(2, asked.size());
  }

  @Test
  void programs_are_refused_likewise() {
    ReplicaState waiting = new ReplicaState.Idle();
    CompletableFuture<Outcome> repeatable = sendFromOutside(repeatable(), following);
    CompletableFuture<Outcome> once = sendFromOutside(OneNode.Seat.say("x"), following);
    CompletableFuture<Outcome> waits = sendFromOutside(OneNode.Seat.say("y"), waiting);
    pass(TOO_LONG);

    assertEquals(REFUSED, repeatable.join());
    assertEquals(REFUSED, waits.join());
    assertFalse(once.isDone());
  }
}
