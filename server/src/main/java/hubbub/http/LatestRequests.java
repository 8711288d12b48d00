package hubbub.http;

import hubbub.topic.Outcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.CompletableFuture;

/// The latest requests of all API keys. If there are too many, the key that has most of them
/// forgets its oldest one, so that a busy program never makes another one's be forgotten. Any
/// thread.
final class LatestRequests {
  private final int most;
  private final Map<String, SequencedMap<String, Request>> byKey = new HashMap<>();
  private int size;

  /// What was asked, as a digest, and what came of it, or will.
  record Request(String digest, CompletableFuture<Outcome> outcome) {}

  /// A request of the key of that name.
  record Entry(String key, String id, Request request) {}

  /// At most `most` of them.
  LatestRequests(int most) {
    this.most = most;
  }

  /// Adds a request, unless the key has one of that id, which is the answer then.
  synchronized Optional<Request> add(String key, String id, Request request) {
    Request before = of(key).putIfAbsent(id, request);
    if (before == null && ++size > most) {
      var _ = Collections.max(byKey.values(), Comparator.comparingInt(Map::size)).pollFirstEntry();
      byKey.values().removeIf(Map::isEmpty);
      size--;
    }
    return Optional.ofNullable(before);
  }

  private SequencedMap<String, Request> of(String key) {
    return byKey.computeIfAbsent(key, _ -> new LinkedHashMap<>());
  }

  /// Forgets a request, if it is still known.
  synchronized void remove(String key, String id, Request request) {
    SequencedMap<String, Request> its = byKey.get(key);
    if (its != null && its.remove(id, request)) {
      size--;
      if (its.isEmpty()) {
        byKey.remove(key);
      }
    }
  }

  /// All of them; those of a key, oldest first.
  synchronized List<Entry> all() {
    List<Entry> all = new ArrayList<>(size);
    byKey.forEach((key, its) -> its.forEach((id, request) -> all.add(new Entry(key, id, request))));
    return all;
  }
}
