package hubbub.cluster.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// What is sent again, and how much is sent ahead.
class ResendingTest {
  private static final Duration WHILE = Duration.ofMillis(100);
  private static final int DATA = 1;

  private final TestNetwork network = new TestNetwork(1);
  private final TestNode ann = new TestNode(network, 1, 2);
  private final TestNode bob = new TestNode(network, 2, 3);

  ResendingTest() {
    TestNode.meet(ann, bob);
    network.pass(WHILE);
  }

  @Nested
  class Lost_frames {
    @Test
    void are_sent_again_after_half_a_second() {
      network.link.cut();
      ann.send(bob, 0, "message");
      network.pass(WHILE);
      network.link.mend();
      network.pass(Duration.ofMillis(395));
      assertEquals(List.of(), bob.heard(ann.id(), 0));
      network.pass(Duration.ofMillis(10));
      assertEquals(List.of("message"), bob.heard(ann.id(), 0));
      assertEquals(1, ann.figures(bob).framesSentAgain());
    }

    @Test
    void are_sent_again_at_once_when_a_later_one_came() {
      network.link.cut();
      ann.send(bob, 0, "one");
      network.pass(Duration.ofMillis(1));
      network.link.mend();
      ann.send(bob, 0, "two");
      network.pass(Duration.ofMillis(1));
      assertEquals(List.of("one", "two"), bob.heard(ann.id(), 0));
    }

    @Test
    void are_sent_again_without_those_that_came() {
      ann.send(bob, 0, "one");
      network.pass(WHILE);
      network.link.cut();
      ann.send(bob, 0, "two");
      network.pass(Duration.ofMillis(1));
      network.link.mend();
      for (int i = 0; i < 50; i++) {
        ann.send(bob, 0, "more");
        network.pass(Duration.ofNanos(10_000));
      }
      network.pass(WHILE);
      assertEquals(52, bob.heard().size());
      assertEquals(1, ann.figures(bob).framesSentAgain());
    }

    @Test
    void are_not_sent_again_while_the_receiver_is_slow() {
      bob.loop(0).stall(true);
      ann.send(bob, 0, "message");
      network.pass(Duration.ofSeconds(5));
      assertEquals(0, ann.figures(bob).framesSentAgain());
      bob.loop(0).stall(false);
      network.pass(WHILE);
      assertEquals(List.of("message"), bob.heard(ann.id(), 0));
    }

    @Test
    void that_acknowledge_are_asked_for_again() {
      List<String> applied = new ArrayList<>();
      network.link.drop((to, frame) -> to.equals(ann.id()));
      ann.send(bob, 0, "message", () -> applied.add("message"));
      network.pass(WHILE);
      network.link.mend();
      network.pass(Duration.ofMillis(500));
      assertEquals(List.of("message"), applied);
      assertEquals(List.of("message"), bob.heard(ann.id(), 0));
    }
  }

  @Nested
  class A_slow_receiver {
    @Test
    void gets_no_more_than_a_window_at_a_time() {
      bob.loops().forEach(loop -> loop.stall(true));
      for (int i = 0; i < 50; i++) {
        ann.loop(0).execute(() -> ann.peers().send(bob.id(), 0, new byte[100_000]));
        network.pass(Duration.ofMillis(1));
      }
      long sent = network.link.framesTo(bob, DATA).stream().mapToLong(frame -> frame.length).sum();
      assertTrue(sent >= FramesInFlight.WINDOW_BYTES, sent + " bytes");
      assertTrue(sent < FramesInFlight.WINDOW_BYTES + Fabric.MOST_FRAME_BYTES, sent + " bytes");
      assertTrue(ann.figures(bob).unsentBytes() > 3_500_000);
      bob.loops().forEach(loop -> loop.stall(false));
      network.pass(WHILE);
      assertEquals(50, bob.heard().size());
      assertEquals(0, ann.figures(bob).unsentBytes());
    }

    @Test
    void has_a_turn_for_each_frame() {
      bob.loop(0).stall(true);
      ann.loop(0)
          .execute(() ->
              IntStream.range(0, 9).forEach(i -> ann.peers().send(bob.id(), 0, new byte[100_000])));
      network.pass(WHILE);
      assertEquals(7, bob.loop(0).turns());
    }
  }
}
