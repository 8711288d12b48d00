package hubbub.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hubbub.cluster.Ear.Heard;
import hubbub.topic.Command;
import hubbub.topic.Epoch;
import hubbub.topic.KindSettings;
import hubbub.topic.MembershipId;
import hubbub.topic.TopicName;
import hubbub.topic.TopicState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// How many commands may wait here for an owner.
class LocalMembershipsTest {
  private static final TopicName TOPIC = new TopicName("room:x");
  private static final ReplicaState WAITING = new ReplicaState.Idle();
  private static final int ENOUGH = 400;

  private final Node node =
      new Node(
          1,
          new ClusterSettings(
              Map.of("room", new ClusterSettings.Kind(KindSettings.DEFAULT, Optional.empty())),
              (_, _, _, _) -> new byte[0],
              (_, _, _) -> new byte[0],
              (_, _) -> new MemoryLog(),
              TestLoops.TWO),
          new TestTime());
  private final Inbox inbox = new Inbox(TestLoops.TWO.getFirst(), _ -> {});
  private final LocalMemberships memberships = new LocalMemberships(node, TOPIC, inbox);
  private final List<Ear> ears = new ArrayList<>();

  private MembershipId join(int number) {
    MembershipId id = new MembershipId(number);
    Command.Join join = OneNode.joinOf("m");
    Ear ear = new Ear();
    ears.add(ear);
    memberships.join(new ToReplica.Join(id, join, ear, 0), WAITING);
    return id;
  }

  private void send(MembershipId id, int number) {
    Command.Send send = OneNode.Seat.say("hello");
    memberships.send(new ToReplica.Send(id, number, send, 0), WAITING);
  }

  /// Sends far more commands than may be held.
  private void sendAll() {
    for (int i = 0; i < ENOUGH; i++) {
      MembershipId id = join(i);
      for (int number = 1; number <= 32; number++) {
        send(id, number);
      }
    }
  }

  private long refused() {
    return ears.stream().mapToLong(ear -> ear.all(Heard.Answered.class).count()).sum();
  }

  private List<Ask> release() {
    TopicState born =
        TopicState.born(
            TOPIC, new Epoch("first"), KindSettings.DEFAULT, (_, _, _, _) -> new byte[0], 0);
    return memberships.release(new TopicView(node, TOPIC, born, memberships, inbox));
  }

  @Test
  void thirty_two_commands_of_one() {
    MembershipId id = join(1);
    for (int number = 1; number <= 33; number++) {
      send(id, number);
    }

    assertEquals(1, refused());
    assertEquals(33, ears.getFirst().all(Heard.Answered.class).findFirst().orElseThrow().number());
  }

  @Test
  void ten_thousand_commands_of_all() {
    sendAll();

    assertEquals(ENOUGH * 32 - 10_000, refused());
  }

  @Test
  void as_many_again_when_they_have_been_asked() {
    sendAll();
    long before = refused();

    assertEquals(10_000 + ENOUGH, release().size());
    send(join(ENOUGH), 1);

    assertEquals(before, refused());
  }

  @Test
  void as_many_again_when_a_sender_is_gone() {
    sendAll();
    long before = refused();

    memberships.leave(new MembershipId(0), Command.How.LEFT, WAITING);
    send(join(ENOUGH), 1);

    assertEquals(before, refused());
  }
}
