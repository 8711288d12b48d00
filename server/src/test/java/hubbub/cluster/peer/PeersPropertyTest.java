package hubbub.cluster.peer;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;

/// Laws of [Peers] that hold whatever the link does; each world is drawn from a seed.
class PeersPropertyTest {
  private static final int SEEDS = 300;
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final Duration WHILE = Duration.ofSeconds(2);

  @Test
  void every_message_is_heard_once_and_in_the_order_of_its_peer_and_shard() {
    check(seed -> {
      PeersWorkload work = new PeersWorkload(seed, PeersSetup.MOST_UNSENT_BYTES);
      work.sendSome(60);
      work.network().pass(WHILE);
      assertTrue(work.network().passUntil(work::isAllHeard, LONG));
      work.network().pass(WHILE);
      work.ways().forEach(way -> assertEquals(work.sent(way), work.journal(way)));
    });
  }

  @Test
  void everybody_who_waits_hears_once_that_a_message_was_applied_and_not_before_it_was() {
    check(seed -> {
      PeersWorkload work = new PeersWorkload(seed, PeersSetup.MOST_UNSENT_BYTES);
      work.sendSome(60);
      work.network().pass(WHILE);
      assertTrue(work.network().passUntil(work::isAllApplied, LONG));
      work.network().pass(WHILE);
      work.all().forEach(sent -> assertEquals(List.of(true), sent.wasHeardWhenApplied()));
    });
  }

  @Test
  void everybody_who_waits_hears_once_when_the_peer_is_removed() {
    check(seed -> {
      PeersWorkload work = new PeersWorkload(seed, PeersSetup.MOST_UNSENT_BYTES);
      work.sendSome(30);
      work.network().link.cut();
      work.sendSome(30);
      work.removeAll();
      work.sendSome(10);
      work.network().pass(WHILE);
      work.all().forEach(sent -> assertEquals(1, sent.wasHeardWhenApplied().size()));
    });
  }

  @Test
  void what_is_heard_has_gaps_only_where_a_loss_was_heard_of() {
    AtomicInteger losses = new AtomicInteger();
    check(seed -> {
      PeersWorkload work = new PeersWorkload(seed, 60_000);
      work.sendSome(20);
      work.sendTooMuch();
      work.network().pass(Duration.ofSeconds(30));
      work.sendOneEachWay();
      work.network().pass(WHILE);
      assertTrue(work.network().passUntil(work::isTheNewestHeard, LONG));
      work.ways().forEach(work::checkGaps);
      losses.addAndGet(work.hasLosses() ? 1 : 0);
    });
    assertTrue(losses.get() > SEEDS / 4, losses + " worlds with losses");
  }

  private static void check(IntConsumer law) {
    for (int seed = 0; seed < SEEDS; seed++) {
      int its = seed;
      assertAll("seed " + seed, () -> law.accept(its));
    }
  }
}
