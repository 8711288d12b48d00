package hubbub.cluster;

import hubbub.topic.TopicName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;

/// The owners of one shard that is on this node: at most one for a topic at a time. One is born
/// when a replica wants to attach, and goes when its reign is over. Confined to the shard's loop.
final class Owners {
  private final Node node;
  private final ScheduledExecutorService loop;
  private final Map<TopicName, Owner> all = new HashMap<>();
  private final Consumer<Owner> whenOver = this::over;

  /// No owner yet; `loop` is the shard's.
  Owners(Node node, ScheduledExecutorService loop) {
    this.node = node;
    this.loop = loop;
  }

  /// A replica wants to attach to the owner of `topic`.
  void attach(TopicName topic, ToOwner.Attach attach) {
    all.computeIfAbsent(topic, this::born).tell(attach);
  }

  private Owner born(TopicName topic) {
    node.counters().owner(1);
    return new Owner(node, topic, loop, whenOver);
  }

  private void over(Owner owner) {
    if (all.remove(owner.topic(), owner)) {
      node.counters().owner(-1);
    }
  }

  /// The shard leaves this node: replicas look for the next owners.
  void end() {
    List.copyOf(all.values()).forEach(owner -> owner.tell(new ToOwner.Move()));
  }
}
