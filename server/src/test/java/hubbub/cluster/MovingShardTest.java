package hubbub.cluster;

import static hubbub.cluster.OneNode.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import hubbub.cluster.Ear.Heard;
import hubbub.cluster.OneNode.Seat;
import hubbub.cluster.SpectatorTest.Eye;
import hubbub.topic.Command;
import hubbub.topic.MemberId;
import hubbub.topic.Outcome;
import hubbub.topic.Rank;
import hubbub.topic.Registration;
import hubbub.topic.Subject;
import hubbub.topic.TopicName;
import hubbub.topic.TopicSettings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Topics whose shard moves while something is under way there.
class MovingShardTest {
  private static final Registration REGISTRATION =
      new Registration(TopicSettings.DEFAULT, 1, 1_000, "ann");

  /// Its home is the first of three nodes.
  private static final TopicName TOPIC =
      IntStream.range(0, 1_000)
          .mapToObj(it -> new TopicName("room:t" + it))
          .filter(it -> Shards.of(it) % 6 == 0)
          .findFirst()
          .orElseThrow();

  private final SlowStore store = new SlowStore();
  @AutoClose private final FakeCluster fake = new FakeCluster(3, store);
  private final OneNode a = fake.start();
  private final OneNode b = fake.start();
  private final OneNode c = fake.start();

  @BeforeEach
  void ready() {
    fake.awaitReady();
    assertEquals(a, fake.homeOf(TOPIC));
  }

  private static boolean hasJoined(Seat seat) {
    return seat.ear().has(Heard.Joined.class);
  }

  @Test
  void begin_nowhere_but_at_the_next_home_if_the_store_was_being_asked() {
    store.register(TOPIC, REGISTRATION);
    store.hold("registration");
    Seat ann = a.join(TOPIC, "ann", new Ear());
    await().until(() -> store.heldAnswers() == 1);
    fake.move(TOPIC, b);
    await().until(() -> store.heldAnswers() == 2);

    store.releaseNext();
    await().during(Duration.ofMillis(100)).until(() -> !hasJoined(ann));

    assertEquals(0, a.cluster().counters().owners());
    store.release();
    ann.awaitJoined();
    assertEquals(1, b.cluster().counters().owners());
    assertEquals(0, a.cluster().counters().owners());
  }

  @Test
  void carry_a_lasting_act_out_once() {
    store.register(TOPIC, REGISTRATION);
    Seat mod = b.join(TOPIC, "mod", Rank.MODERATOR, new Ear()).awaitJoined();
    store.hold("write");
    Subject bob = new Subject.Member(new MemberId("bob"));
    mod.send(1, new Command.Ban(bob, false, OptionalLong.empty(), Optional.empty(), false));
    await().until(() -> store.heldAnswers() == 1);
    fake.move(TOPIC, c);

    store.release();

    await().until(() -> c.cluster().counters().owners() == 1);
    await().until(() -> mod.ear().has(Heard.Answered.class));
    assertEquals(
        List.of(Outcome.OK),
        mod.ear().all(Heard.Answered.class).map(Heard.Answered::outcome).toList());
    assertEquals(1, store.asked.stream().filter(it -> it.startsWith("write")).count());
  }

  @Test
  void let_spectators_wait_until_they_have_an_owner_again() {
    store.register(TOPIC, REGISTRATION);
    b.joined(TOPIC, "ann");
    store.hold("registration");
    fake.kill(a);
    await().until(() -> store.heldAnswers() == 1);

    Eye eye = new Eye();
    var _ = c.cluster().watch(TOPIC, c.cluster().nextMembership(), Optional.empty(), eye);

    await().during(Duration.ofMillis(100)).until(() -> !eye.hasEnded());
    store.release();
    eye.awaitStart();
  }

  @Test
  void go_on_where_their_home_is_to_open_again_before_it_has_closed() {
    Seat ann = a.joined(TOPIC, "ann");

    fake.reopen(TOPIC);

    b.join(TOPIC, "bob", new Ear()).awaitJoined();
    assertFalse(ann.ear().has(Heard.Ended.class));
  }
}
