package hubbub.topic;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The latest sweeps that can be undone, oldest first. Confined to the thread of its [TopicState].
final class Sweeps {
  static final int MOST = 5;

  /// Absent while there are none, as in most topics.
  private @Nullable ArrayDeque<Sweep> latest;

  void add(Sweep sweep) {
    ArrayDeque<Sweep> all = latest == null ? new ArrayDeque<>(1) : latest;
    latest = all;
    all.addLast(sweep);
    if (all.size() > MOST) {
      all.removeFirst();
    }
  }

  void remove(String id) {
    if (latest != null) {
      latest.removeIf(sweep -> sweep.id().equals(id));
      latest = latest.isEmpty() ? null : latest;
    }
  }

  Optional<Sweep> find(String id) {
    return image().stream().filter(sweep -> sweep.id().equals(id)).findFirst();
  }

  void erase(MemberId member, String pseudonym) {
    restore(image().stream().map(sweep -> sweep.without(member, pseudonym)).toList());
  }

  List<Sweep> image() {
    return latest == null ? List.of() : List.copyOf(latest);
  }

  void restore(List<Sweep> image) {
    latest = image.isEmpty() ? null : new ArrayDeque<>(image);
  }
}
