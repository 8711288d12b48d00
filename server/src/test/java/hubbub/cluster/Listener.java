package hubbub.cluster;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/// An actor that only remembers what it heard.
final class Listener<M> {
  private static final AtomicInteger NAMES = new AtomicInteger();

  private final List<M> all = new CopyOnWriteArrayList<>();
  private final ActorRef<M> ref;

  Listener(ActorSystem<?> system) {
    ref =
        system.systemActorOf(
            Behaviors.<M>receive((_, message) -> {
              all.add(message);
              return Behaviors.same();
            }),
            "listener-" + NAMES.incrementAndGet(),
            Props.empty());
  }

  ActorRef<M> ref() {
    return ref;
  }

  <N> Stream<N> all(Class<N> kind) {
    return all.stream().filter(kind::isInstance).map(kind::cast);
  }

  /// The first of that kind, as soon as there is one.
  <N> N await(Class<N> kind) {
    OneNode.await().until(() -> all(kind).findAny().isPresent());
    return all(kind).findFirst().orElseThrow();
  }
}
