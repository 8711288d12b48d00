package hubbub.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hubbub.cluster.OneNode.Seat;
import hubbub.topic.Actor;
import hubbub.topic.Command;
import hubbub.topic.KindSettings;
import hubbub.topic.MembershipId;
import hubbub.topic.Request;
import hubbub.topic.TopicName;
import hubbub.topic.TopicState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/// When a topic counts among those that nobody is in, and with how many bytes.
class LingeringCountTest {
  private static final int FRAME_BYTES = 400;
  private static final TopicName TOPIC = new TopicName("room:x");
  private static final MembershipId ANN = new MembershipId((1L << 40) + 1);

  private final TestTime time = new TestTime();
  private final LingeringTopics all =
      new LingeringTopics(2 * LingeringTopics.TOPIC_BYTES + FRAME_BYTES);
  private final List<String> ended = new ArrayList<>();
  private final Node node = node(1);

  private Node node(int number) {
    return new Node(
        number,
        new ClusterSettings(
            Map.of("room", new ClusterSettings.Kind(KindSettings.DEFAULT, Optional.empty())),
            (_, _, _, _) -> new byte[FRAME_BYTES],
            (_, _, _) -> new byte[0],
            (_, _) -> new MemoryLog(),
            TestLoops.TWO),
        time,
        all);
  }

  private LingeringCount countOf(Reign reign) {
    return new LingeringCount(all, reign, () -> ended.add("it"));
  }

  private static Reign begun(Node node) throws OwnerBug {
    Reign reign = Reign.begin(node, TOPIC, Optional.empty(), Optional.empty(), 0);
    var _ = reign.decide(of(OneNode.joinOf("ann")));
    return reign;
  }

  private static Request of(Command command) {
    return new Request(new Actor.Membership(ANN), 0, command);
  }

  private static void says(Reign reign) throws OwnerBug {
    var _ = reign.decide(new Request(new Actor.Server("test"), 0, Seat.say("hi")));
  }

  @Test
  void it_counts_while_nobody_is_in_it() throws OwnerBug {
    Reign reign = begun(node);
    LingeringCount count = countOf(reign);
    count.update();
    assertFalse(count.isCounted());
    var _ = reign.decide(of(new Command.Leave(Command.How.LOST)));
    count.update();
    assertTrue(count.isCounted());
  }

  @Test
  void it_counts_with_what_programs_have_said_in_it_since() throws OwnerBug {
    Reign reign = begun(node);
    LingeringCount count = countOf(reign);
    var _ = reign.decide(of(new Command.Leave(Command.How.LOST)));
    count.update();
    all.add(0, () -> ended.add("other"));
    says(reign);
    count.update();
    assertEquals(List.of(), ended);
    says(reign);
    count.update();
    assertEquals(List.of("other"), ended);
  }

  @Test
  void after_a_restart_it_counts_once_those_who_were_in_it_are_no_longer_expected()
      throws OwnerBug {
    TopicState left = begun(node).state();
    Reign next =
        Reign.begin(
            node(2),
            TOPIC,
            Optional.of(new Follower.Seed(left, time.epochMillis())),
            Optional.empty(),
            0);
    LingeringCount count = countOf(next);
    long linger = KindSettings.DEFAULT.lingerMillis();
    assertEquals(OptionalLong.of(next.now() + linger), next.wakeAt());
    var _ = next.lose(1, Integer.MAX_VALUE);
    count.update();
    assertFalse(count.isCounted());
    time.pass(Duration.ofMillis(linger));
    count.update();
    assertTrue(count.isCounted());
  }
}
