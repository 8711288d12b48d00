package hubbub.cluster;

import static hubbub.cluster.OneNode.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import hubbub.cluster.Ear.Heard;
import hubbub.cluster.OneNode.Seat;
import hubbub.topic.Reason;
import hubbub.topic.Registration;
import hubbub.topic.TopicName;
import hubbub.topic.TopicSettings;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// An owner whose node loses contact with the others while it waits for the store.
class LostContactTest {
  private static final Registration REGISTRATION =
      new Registration(TopicSettings.DEFAULT, 1, 1_000, "ann");

  private final SlowStore store = new SlowStore();
  @AutoClose private final FakeCluster fake = new FakeCluster(3, store);
  private final List<OneNode> nodes = List.of(fake.start(), fake.start(), fake.start());

  @Test
  void lets_nobody_in() {
    for (OneNode node : nodes) {
      await().until(() -> node.cluster().ready().toCompletableFuture().isDone());
    }
    TopicName topic = new TopicName("room:tea");
    store.register(topic, REGISTRATION);
    OneNode home = fake.homeOf(topic);
    home.joined(topic, "ann");
    store.hold("standing");
    Seat bob = home.join(topic, "bob", new Ear());
    await().until(() -> store.heldAnswers() == 1);

    nodes.stream().filter(it -> it != home).forEach(other -> fake.cut(other, home));
    home.pass(Duration.ofSeconds(3));
    store.release();

    await().until(() -> bob.ear().has(Heard.Refused.class) || bob.ear().has(Heard.Joined.class));
    assertEquals(
        List.of(Reason.UNAVAILABLE),
        bob.ear().all(Heard.Refused.class).map(it -> it.refusal().reason()).toList());
  }
}
