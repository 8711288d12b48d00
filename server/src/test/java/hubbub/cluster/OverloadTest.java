package hubbub.cluster;

import static hubbub.cluster.OneNode.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hubbub.cluster.Ear.Heard;
import hubbub.cluster.OneNode.Seat;
import hubbub.topic.Command;
import hubbub.topic.Event;
import hubbub.topic.Outcome;
import hubbub.topic.Reason;
import hubbub.topic.Refusal;
import hubbub.topic.Title;
import hubbub.topic.TopicName;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// What a topic that cannot keep up refuses.
class OverloadTest {
  private static final String STUCK = "stuck";
  @AutoClose private static final OneNode node = new OneNode();

  @AfterEach
  void repair() {
    node.whenEncoding(_ -> {});
  }

  /// A topic whose owner is blocked until `released`.
  private record Stuck(TopicName topic, Seat moderator, Seat guest, CountDownLatch released) {
    /// Advances the clock by `time`, then lets the owner go on.
    void releaseAfter(Duration time) {
      node.pass(time);
      released.countDown();
    }

    /// A member asks to join, and waits from now on.
    Ear joinLate() {
      Ear ear = new Ear();
      node.join(topic, "late", ear);
      return ear;
    }
  }

  private static Stuck stuck() throws InterruptedException {
    TopicName topic = node.newTopic();
    Seat moderator = node.join(topic).awaitJoined();
    Seat guest = node.join(topic).awaitJoined();
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    node.whenEncoding(event -> standStill(event, entered, released));
    moderator.say(1, STUCK);
    entered.await();
    return new Stuck(topic, moderator, guest, released);
  }

  private static void standStill(
      Event.Told event, CountDownLatch entered, CountDownLatch released) {
    if (event instanceof Event.Message message && message.body().equals(STUCK)) {
      entered.countDown();
      try {
        released.await();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  private static Outcome outcome(Seat seat, long number) {
    await().until(() -> seat.ear().all(Heard.Answered.class).anyMatch(it -> it.number() == number));
    return seat.ear()
        .all(Heard.Answered.class)
        .filter(it -> it.number() == number)
        .findFirst()
        .orElseThrow()
        .outcome();
  }

  private static long retryAfter(Refusal refusal) {
    assertEquals(Reason.OVERLOADED, refusal.reason());
    return (Long) refusal.details().getOrDefault("retry_after_ms", 0L);
  }

  @Test
  void messages_that_waited_a_little_go_through() throws Exception {
    Stuck stuck = stuck();
    stuck.guest().say(1, "hello");
    stuck.releaseAfter(Duration.ofMillis(100));

    assertTrue(outcome(stuck.guest(), 1) instanceof Outcome.Sent);
  }

  @Test
  void messages_that_waited_too_long_are_to_be_retried_later() throws Exception {
    Stuck stuck = stuck();
    Counters counters = node.cluster().counters();
    counters.takeOldestNanos();
    long before = counters.refused(Reason.OVERLOADED);
    stuck.guest().say(1, "hello");
    stuck.releaseAfter(Duration.ofMillis(300));

    Refusal refusal = ((Outcome.Refused) outcome(stuck.guest(), 1)).refusal();
    assertTrue(retryAfter(refusal) >= 500);
    assertEquals(before + 1, counters.refused(Reason.OVERLOADED));
    assertTrue(counters.takeOldestNanos() > 300_000_000);
  }

  @Test
  void moderation_and_reads_and_leaves_go_through() throws Exception {
    Stuck stuck = stuck();
    stuck.moderator().send(2, new Command.SetTitle(new Title("quiet, please")));
    stuck.guest().send(1, new Command.Roster(Optional.empty(), 10));
    stuck.guest().attachment().leave(Command.How.LEFT);
    stuck.releaseAfter(Duration.ofSeconds(5));

    assertEquals(Outcome.OK, outcome(stuck.moderator(), 2));
    assertTrue(outcome(stuck.guest(), 1) instanceof Outcome.Members);
    await().until(() -> stuck.guest().ear().has(Heard.Ended.class));
  }

  @Test
  void joins_may_wait_longer_than_messages() throws Exception {
    Stuck stuck = stuck();
    Ear late = stuck.joinLate();
    stuck.releaseAfter(Duration.ofMillis(600));

    late.awaitJoined();
  }

  @Test
  void joins_that_waited_too_long_are_to_be_retried_later() throws Exception {
    Stuck stuck = stuck();
    Ear late = stuck.joinLate();
    stuck.releaseAfter(Duration.ofMillis(1_500));

    await().until(() -> late.has(Heard.Refused.class));
    Refusal refusal = late.all(Heard.Refused.class).findFirst().orElseThrow().refusal();
    assertTrue(retryAfter(refusal) >= 1_500);
  }

  @Test
  void retry_times_are_spread() {
    Set<Object> times = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      times.add(retryAfter(Overload.refusal(0)));
    }

    assertTrue(times.size() > 50);
  }
}
