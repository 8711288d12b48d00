package hubbub.cluster.peer;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Whether a node can reach a majority of its cluster.
class ContactTest {
  private final TestNetwork network = new TestNetwork(1);
  private final TestNode ann = new TestNode(network, 1, 2);
  private final TestNode bob = new TestNode(network, 2, 2);
  private final TestNode cleo = new TestNode(network, 3, 2);

  @Test
  void a_lone_member_has_contact() {
    assertTrue(ann.peers().hasContact());
    ann.peers().up(ann.id());
    assertTrue(ann.peers().hasContact());
  }

  @Test
  void a_new_peer_counts_from_its_first_answer() {
    TestNode.meet(ann, bob);
    assertFalse(ann.peers().hasContact());
    network.pass(Duration.ofMillis(1));
    assertTrue(ann.peers().hasContact());
  }

  @Test
  void lasts_as_long_as_pings_are_answered() {
    TestNode.meet(ann, bob);
    network.pass(Duration.ofMinutes(1));
    assertTrue(ann.peers().hasContact());
  }

  @Test
  void is_lost_two_seconds_after_the_last_answered_ping_was_sent() {
    TestNode.meet(ann, bob);
    network.pass(Duration.ofMillis(1100));
    network.link.cut();
    network.pass(Duration.ofMillis(1900));
    assertTrue(ann.peers().hasContact());
    network.pass(Duration.ofMillis(1));
    assertFalse(ann.peers().hasContact());
  }

  @Test
  void counts_from_when_the_ping_was_sent_however_late_the_answer_is() {
    network.link.taking(900_000, 900_000);
    TestNode.meet(ann, bob);
    network.pass(Duration.ofMillis(1800));
    assertTrue(ann.peers().hasContact());
    network.link.cut();
    network.pass(Duration.ofMillis(201));
    assertFalse(ann.peers().hasContact());
  }

  @Test
  void comes_back_with_the_link() {
    TestNode.meet(ann, bob);
    network.link.cut();
    network.pass(Duration.ofSeconds(10));
    assertFalse(ann.peers().hasContact());
    network.link.mend();
    network.pass(Duration.ofMillis(501));
    assertTrue(ann.peers().hasContact());
  }

  @Test
  void of_three_members_needs_one_peer() {
    TestNode.meet(ann, bob, cleo);
    network.link.drop((to, frame) -> to.equals(cleo.id()));
    network.pass(Duration.ofSeconds(10));
    assertTrue(ann.peers().hasContact());
    assertTrue(bob.peers().hasContact());
    assertFalse(cleo.peers().hasContact());
  }

  @Test
  void of_four_members_needs_two_peers() {
    TestNode dan = new TestNode(network, 4, 1);
    TestNode.meet(ann, bob, cleo, dan);
    network.link.drop((to, frame) -> to.equals(cleo.id()) || to.equals(dan.id()));
    network.pass(Duration.ofSeconds(10));
    assertFalse(ann.peers().hasContact());
  }

  @Test
  void counts_no_node_that_was_removed() {
    TestNode.meet(ann, bob);
    network.link.cut();
    network.pass(Duration.ofSeconds(10));
    ann.peers().removed(bob.id());
    assertTrue(ann.peers().hasContact());
  }

  @Test
  void is_lost_at_once_when_the_process_was_stopped() {
    TestNode.meet(ann, bob, cleo);
    network.pass(Duration.ofSeconds(5));
    assertTrue(ann.peers().hasContact());
    network.freeze(Duration.ofSeconds(3));
    assertFalse(ann.peers().hasContact());
    network.pass(Duration.ofMillis(501));
    assertTrue(ann.peers().hasContact());
  }

  @Test
  void is_not_made_by_answers_that_were_under_way_while_the_process_was_stopped() {
    TestNode.meet(ann, bob);
    network.link.taking(400_000, 400_000);
    network.pass(Duration.ofSeconds(1));
    network.freeze(Duration.ofSeconds(3));
    network.link.cut();
    network.pass(Duration.ofMillis(450));
    assertFalse(ann.peers().hasContact());
  }

  @Test
  void is_not_made_by_an_answer_from_the_future() {
    TestNode.meet(ann, bob);
    network.link.cut();
    byte[] answer =
        new FrameCodec(bob.id().number(), ann.id().number())
            .write(new Frame.Pong(network.nanos() + 1));
    ann.peers().received(bob.id(), answer);
    assertFalse(ann.peers().hasContact());
  }
}
