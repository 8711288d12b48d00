package hubbub.cluster;

import static hubbub.cluster.OneNode.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import hubbub.cluster.Ear.Heard;
import hubbub.cluster.OneNode.Seat;
import hubbub.topic.Actor;
import hubbub.topic.Reason;
import hubbub.topic.Registration;
import hubbub.topic.TopicName;
import hubbub.topic.TopicSettings;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// An owner whose node loses contact with the others.
class LostContactTest {
  private static final Registration REGISTRATION =
      new Registration(TopicSettings.DEFAULT, 1, 1_000, "ann");

  private static final TopicName TOPIC = new TopicName("room:tea");

  private final SlowStore store = new SlowStore();
  @AutoClose private final FakeCluster fake = new FakeCluster(3, store);
  private final List<OneNode> nodes = List.of(fake.start(), fake.start(), fake.start());

  private OneNode home() {
    fake.awaitReady();
    return fake.homeOf(TOPIC);
  }

  private void loseContact(OneNode home) {
    nodes.stream().filter(it -> it != home).forEach(other -> fake.cut(other, home));
    home.pass(Duration.ofSeconds(3));
  }

  @Test
  void lets_nobody_in_for_whom_it_had_asked_the_store() {
    store.register(TOPIC, REGISTRATION);
    OneNode home = home();
    home.joined(TOPIC, "ann");
    store.hold("standing");
    Seat bob = home.join(TOPIC, "bob", new Ear());
    await().until(() -> store.heldAnswers() == 1);

    loseContact(home);
    store.release();

    await().until(() -> bob.ear().has(Heard.Refused.class) || bob.ear().has(Heard.Joined.class));
    assertEquals(
        List.of(Reason.UNAVAILABLE),
        bob.ear().all(Heard.Refused.class).map(it -> it.refusal().reason()).toList());
  }

  @Test
  void does_not_end_before_what_waits_for_contact_is_decided() {
    OneNode home = home();
    AtomicInteger begun = new AtomicInteger();
    home.whenOpening(_ -> begun.incrementAndGet());
    loseContact(home);

    var _ = home.cluster().send(TOPIC, new Actor.Server("ops"), Seat.say("one"));

    await().until(() -> begun.get() > 0);
    await().during(Duration.ofMillis(100)).until(() -> begun.get() == 1);
  }
}
