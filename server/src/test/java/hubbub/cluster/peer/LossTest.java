package hubbub.cluster.peer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What happens when more waits for a peer than may.
class LossTest {
  private static final int MOST_UNSENT_BYTES = 100_000;
  private static final Duration WHILE = Duration.ofSeconds(1);

  private final TestNetwork network = new TestNetwork(1);
  private final TestNode ann = new TestNode(network, 1, 2, MOST_UNSENT_BYTES);
  private final TestNode bob = new TestNode(network, 2, 3);
  private final List<String> applied = new ArrayList<>();

  @BeforeEach
  void ann_sends_too_much_over_a_link_that_is_cut() {
    TestNode.meet(ann, bob);
    ann.send(bob, 0, "in time", () -> applied.add("in time"));
    network.pass(WHILE);
    network.link.cut();
    ann.send(bob, 0, "dropped", () -> applied.add("dropped"));
    network.pass(Duration.ofMillis(1));
    fill();
    network.pass(Duration.ofMillis(1));
  }

  private void fill() {
    long before = ann.figures(bob).losses();
    while (ann.figures(bob).losses() == before) {
      ann.loop(0).execute(() -> ann.peers().send(bob.id(), 0, new byte[10_000]));
      network.pass(Duration.ofNanos(1000));
    }
  }

  @Test
  void every_loop_of_the_sender_hears_of_it_once() {
    assertEquals(Set.copyOf(ann.loops()), Set.copyOf(ann.losses(bob.id())));
    assertEquals(2, ann.losses(bob.id()).size());
    assertEquals(1, ann.figures(bob).losses());
  }

  @Test
  void nothing_waits_any_more() {
    assertEquals(0, ann.figures(bob).unsentBytes());
  }

  @Test
  void every_loop_of_the_receiver_hears_of_it_once_even_if_nothing_is_sent_any_more() {
    assertEquals(List.of(), bob.losses(ann.id()));
    network.link.mend();
    network.pass(WHILE);
    assertEquals(Set.copyOf(bob.loops()), Set.copyOf(bob.losses(ann.id())));
    assertEquals(3, bob.losses(ann.id()).size());
  }

  @Test
  void what_is_sent_afterwards_is_heard_after_the_loss_and_nothing_that_was_sent_before() {
    List<String> order = new ArrayList<>();
    bob.onLost((loop, peer) -> order.add("lost"));
    bob.onHeard(heard -> order.add(heard.text()));
    ann.send(bob, 0, "anew", () -> applied.add("anew"));
    network.link.mend();
    network.pass(WHILE);
    assertEquals("anew", order.getLast());
    assertEquals(List.of("lost", "lost", "lost"), order.subList(0, 3).stream().sorted().toList());
    assertEquals(4, order.size());
    assertEquals(List.of("in time", "anew"), applied);
  }

  @Test
  void what_is_sent_before_the_loop_has_heard_of_it_is_dropped_too() {
    List<String> heardByBob = new ArrayList<>();
    bob.onHeard(heard -> heardByBob.add(heard.text()));
    network.link.mend();
    network.pass(WHILE);
    ann.onLost((loop, peer) -> {
      if (loop == ann.loop(0)) {
        ann.peers().send(bob.id(), 0, "anew".getBytes(UTF_8));
      }
    });
    ann.loop(0)
        .execute(() -> {
          for (int i = 0; i < 11; i++) {
            ann.peers().send(bob.id(), 0, new byte[10_000]);
          }
          ann.peers().send(bob.id(), 0, "meanwhile".getBytes(UTF_8));
        });
    network.pass(WHILE);
    assertEquals(List.of("anew"), heardByBob);
  }

  @Test
  void nothing_is_said_any_more_of_what_was_dropped() {
    ann.loop(0)
        .execute(() -> ann.peers().whenApplied(bob.id(), 0, 2, () -> applied.add("asked late")));
    network.link.mend();
    ann.send(bob, 0, "anew");
    network.pass(WHILE);
    ann.peers().removed(bob.id());
    network.pass(WHILE);
    assertEquals(List.of("in time"), applied);
  }

  @Test
  void it_may_happen_again() {
    fill();
    network.link.mend();
    network.pass(WHILE);
    ann.send(bob, 0, "anew");
    network.pass(WHILE);
    assertEquals(4, ann.losses(bob.id()).size());
    assertFalse(bob.losses(ann.id()).isEmpty());
    assertEquals("anew", bob.heard(ann.id(), 0).getLast());
  }

  @Test
  void a_single_message_may_be_larger_than_what_may_wait() {
    network.link.mend();
    network.pass(WHILE);
    ann.loop(0).execute(() -> ann.peers().send(bob.id(), 0, new byte[3 * MOST_UNSENT_BYTES]));
    network.pass(WHILE);
    assertEquals(3 * MOST_UNSENT_BYTES, bob.heard().getLast().message().length);
    assertEquals(1, ann.figures(bob).losses());
  }
}
