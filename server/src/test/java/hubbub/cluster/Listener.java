package hubbub.cluster;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/// Only remembers what it was told. Any thread.
final class Listener<M> {
  private final List<M> all = new CopyOnWriteArrayList<>();

  void tell(M message) {
    all.add(message);
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
