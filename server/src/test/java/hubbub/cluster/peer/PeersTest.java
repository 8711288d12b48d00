package hubbub.cluster.peer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// Messages between two nodes, over a link that does what each test says.
class PeersTest {
  private static final Duration WHILE = Duration.ofMillis(100);
  private static final int DATA = 1;

  private final TestNetwork network = new TestNetwork(1);
  private final TestNode ann = new TestNode(network, 1, 2);
  private final TestNode bob = new TestNode(network, 2, 3);

  PeersTest() {
    TestNode.meet(ann, bob);
    network.pass(WHILE);
  }

  @Nested
  class Messages {
    @Test
    void are_heard_on_the_loop_of_their_shard_in_order() {
      ann.send(bob, 5, "one");
      ann.send(bob, 4, "other shard");
      ann.send(bob, 5, "two");
      network.pass(WHILE);
      assertEquals(List.of("one", "two"), bob.heard(ann.id(), 5));
      assertEquals(List.of("other shard"), bob.heard(ann.id(), 4));
    }

    @Test
    void go_both_ways_at_once() {
      ann.send(bob, 1, "to Bob");
      bob.send(ann, 1, "to Ann");
      network.pass(WHILE);
      assertEquals(List.of("to Bob"), bob.heard(ann.id(), 1));
      assertEquals(List.of("to Ann"), ann.heard(bob.id(), 1));
    }

    @Test
    void may_be_empty() {
      ann.send(bob, 1, "");
      ann.send(bob, 1, "next");
      network.pass(WHILE);
      assertEquals(List.of("", "next"), bob.heard(ann.id(), 1));
    }

    @Test
    void of_one_turn_share_a_frame() {
      ann.loop(0)
          .execute(() ->
              IntStream.range(0, 100).forEach(i -> ann.peers().send(bob.id(), 0, new byte[50])));
      network.pass(WHILE);
      assertEquals(100, bob.heard().size());
      assertEquals(1, network.link.framesTo(bob, DATA).size());
    }

    @Test
    void larger_than_a_frame_are_cut_and_joined() {
      byte[] large = new byte[3_000_000];
      new Random(7).nextBytes(large);
      ann.send(bob, 0, "before");
      ann.loop(0).execute(() -> ann.peers().send(bob.id(), 0, large));
      ann.send(bob, 0, "after");
      network.pass(WHILE);
      assertEquals(3, bob.heard().size());
      assertArrayEquals(large, bob.heard().get(1).message());
      network
          .link
          .sent()
          .forEach(sent -> assertTrue(sent.frame().length <= Fabric.MOST_FRAME_BYTES));
    }

    @Test
    void longer_than_the_longest_are_a_bug_of_the_caller() {
      byte[] tooLong = new byte[Peers.MOST_MESSAGE_BYTES + 1];
      assertThrows(IllegalArgumentException.class, () -> ann.peers().send(bob.id(), 0, tooLong));
    }

    @Test
    void to_a_node_that_is_no_member_are_dropped() {
      NodeId stranger = new NodeId(9, "10.0.0.9:4001");
      assertEquals(0, ann.peers().send(stranger, 0, new byte[1]));
    }

    @Test
    void of_a_node_that_is_no_member_are_ignored() {
      bob.peers().removed(ann.id());
      ann.send(bob, 1, "too late");
      network.pass(WHILE);
      assertEquals(List.of(), bob.heard());
      assertTrue(bob.peers().framesOfStrangers() > 0);
    }

    @Test
    void that_wait_for_a_later_turn_are_dropped_when_their_sender_is_removed() {
      ann.loop(0)
          .execute(() ->
              IntStream.range(0, 200).forEach(_ -> ann.peers().send(bob.id(), 0, new byte[1])));
      network.passUntil(() -> !bob.heard().isEmpty(), WHILE);
      int heard = bob.heard().size();
      assertTrue(heard < 200);

      bob.peers().removed(ann.id());
      network.pass(WHILE);

      assertEquals(heard, bob.heard().size());
    }

    @Test
    void of_a_node_that_is_a_member_only_later_come_as_soon_as_it_is() {
      TestNode eve = new TestNode(network, 3, 1);
      eve.peers().up(bob.id());
      eve.send(bob, 1, "early");
      network.pass(Duration.ofMillis(20));
      bob.peers().up(eve.id());
      network.pass(Duration.ofMillis(20));
      assertEquals(List.of("early"), bob.heard(eve.id(), 1));
    }

    @Test
    void for_loops_that_have_stopped_are_dropped() {
      bob.loops().forEach(TestLoop::shutdown);
      ann.send(bob, 0, "too late");
      network.pass(WHILE);
      assertEquals(List.of(), bob.heard());
    }

    @Test
    void after_one_whose_hearing_throws_are_heard() {
      List<String> applied = new ArrayList<>();
      bob.onHeard(message -> {
        if (message.text().equals("bad")) {
          throw new IllegalStateException("a bug, as this test wants it");
        } else if (message.text().equals("worse")) {
          throw new StackOverflowError("another one");
        }
      });
      ann.send(bob, 0, "bad");
      ann.send(bob, 0, "worse");
      ann.send(bob, 0, "good", () -> applied.add("good"));
      assertThrows(IllegalStateException.class, () -> network.pass(WHILE));
      assertThrows(StackOverflowError.class, () -> network.pass(WHILE));
      network.pass(WHILE);
      assertEquals(List.of("bad", "worse", "good"), bob.heard(ann.id(), 0));
      assertEquals(List.of("good"), applied);
    }
  }

  @Nested
  class Applied {
    private final List<String> applied = new ArrayList<>();

    @Test
    void is_told_on_the_senders_loop_once_the_receiver_has_applied() {
      ann.send(
          bob,
          3,
          "message",
          () -> {
            assertSame(ann.loop(3), network.running());
            assertEquals(1, bob.heard().size());
            applied.add("message");
          });
      network.pass(WHILE);
      assertEquals(List.of("message"), applied);
    }

    @Test
    void is_not_told_while_a_loop_of_the_receiver_has_not() {
      bob.loop(2).stall(true);
      ann.send(bob, 0, "first", () -> applied.add("first"));
      ann.send(bob, 2, "second", () -> applied.add("second"));
      ann.send(bob, 0, "third", () -> applied.add("third"));
      network.pass(Duration.ofSeconds(5));
      assertFalse(applied.contains("second"));
      bob.loop(2).stall(false);
      network.pass(WHILE);
      assertEquals(List.of("first", "second", "third"), applied);
    }

    @Test
    void is_told_at_once_of_what_was_applied_before() {
      ann.send(bob, 0, "message");
      network.pass(WHILE);
      ann.loop(0).execute(() -> ann.peers().whenApplied(bob.id(), 0, 1, () -> applied.add("old")));
      ann.loop(0).runTurn();
      assertEquals(List.of(), applied);
      ann.loop(0).runTurn();
      assertEquals(List.of("old"), applied);
    }

    @Test
    void is_told_at_once_when_the_peer_is_removed() {
      network.link.cut();
      ann.send(bob, 0, "one", () -> applied.add("one"));
      ann.send(bob, 1, "two", () -> applied.add("two"));
      network.pass(WHILE);
      assertEquals(List.of(), applied);
      ann.peers().removed(bob.id());
      network.pass(Duration.ZERO);
      assertEquals(2, applied.size());
      network.link.mend();
      network.pass(Duration.ofSeconds(5));
      assertEquals(2, applied.size());
    }

    @Test
    void is_told_at_once_when_the_peer_never_was_there() {
      NodeId stranger = new NodeId(9, "10.0.0.9:4001");
      ann.loop(0)
          .execute(() -> ann.peers().whenApplied(stranger, 0, 0, () -> applied.add("nobody")));
      network.pass(Duration.ZERO);
      assertEquals(List.of("nobody"), applied);
    }
  }

  @Nested
  class Figures {
    @Test
    void count_what_was_sent_and_received() {
      PeerFigures before = bob.figures(ann);
      ann.send(bob, 0, "0123456789");
      network.pass(Duration.ofMillis(30));
      PeerFigures after = bob.figures(ann);
      assertEquals(1, after.framesReceived() - before.framesReceived());
      assertEquals(28 + 2 + 10, after.bytesReceived() - before.bytesReceived());
      assertEquals(1, after.framesSent() - before.framesSent());
      assertEquals(0, after.framesIgnored());
      assertEquals(0, after.losses());
    }

    @Test
    void show_that_small_messages_are_acknowledged_together() {
      PeerFigures before = bob.figures(ann);
      for (int i = 0; i < 5; i++) {
        ann.send(bob, 0, "0123456789");
        network.pass(Duration.ofMillis(3));
      }
      assertEquals(5, bob.figures(ann).framesReceived() - before.framesReceived());
      assertEquals(0, bob.figures(ann).framesSent() - before.framesSent());
      network.pass(Duration.ofMillis(15));
      assertEquals(1, bob.figures(ann).framesSent() - before.framesSent());
    }

    @Test
    void show_that_a_big_message_is_acknowledged_at_once() {
      PeerFigures before = bob.figures(ann);
      ann.send(bob, 0, "0123456789");
      ann.send(bob, 0, "x".repeat(8 * 1024));
      network.pass(Duration.ofMillis(1));
      assertEquals(1, bob.figures(ann).framesSent() - before.framesSent());
    }

    @Test
    void are_those_of_members() {
      ann.peers().removed(bob.id());
      assertEquals(Map.of(), ann.peers().figures());
    }
  }
}
