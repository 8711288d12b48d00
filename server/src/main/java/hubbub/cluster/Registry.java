package hubbub.cluster;

import hubbub.topic.Snapshot;
import hubbub.topic.TopicName;
import hubbub.topic.port.Feed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The replicas of this node, by topic. Any thread.
///
/// Births and deaths are atomic per topic. One step finds or makes the replica and puts the arrival
/// into its inbox; another removes the replica if it has seen every arrival. So no arrival is lost
/// to a replica that is ending.
final class Registry {
  private final Map<TopicName, Place> places = new ConcurrentHashMap<>();
  private final BiFunction<TopicName, Place, Inbox> birth;

  /// `birth` makes a topic's replica. It is called within the atomic step, and must not block.
  Registry(BiFunction<TopicName, Place, Inbox> birth) {
    this.birth = birth;
  }

  /// One replica's entry. `arrivals` is accessed only within the atomic step.
  static final class Place {
    private @Nullable Inbox replica;
    private long arrivals;
    private volatile @Nullable Feed feed;
    private volatile boolean isAnsweredHere = true;

    /// Publishes the topic's log and snapshot to readers; null if the replica has none.
    void show(@Nullable Feed now) {
      feed = now;
    }

    /// Whether this node answers when all are asked about their topics: the topic's owner is here,
    /// or nowhere at the moment.
    void answersFor(boolean isOurs) {
      isAnsweredHere = isOurs;
    }
  }

  /// Delivers `arrival` to the topic's replica on this node; makes one if there is none.
  Inbox deliver(TopicName topic, ToReplica.Arrival arrival) {
    return replica(
        places.compute(
            topic,
            (name, existing) -> {
              Place place = existing == null ? born(name) : existing;
              place.arrivals++;
              replica(place).tell(arrival);
              return place;
            }));
  }

  /// The inbox of the topic's replica on this node, if there is one.
  Optional<Inbox> find(TopicName topic) {
    return Optional.ofNullable(places.get(topic)).map(Registry::replica);
  }

  private Place born(TopicName topic) {
    Place place = new Place();
    place.replica = birth.apply(topic, place);
    return place;
  }

  private static Inbox replica(Place place) {
    if (place.replica == null) {
      throw new IllegalStateException("a place without its replica");
    }
    return place.replica;
  }

  /// Removes a replica, if it has seen all arrivals: `arrivals` is how many it has seen.
  ///
  /// @return whether it has been removed
  boolean end(TopicName topic, long arrivals) {
    return places.compute(
            topic, (name, place) -> place == null || place.arrivals == arrivals ? null : place)
        == null;
  }

  /// The inboxes of the topics that `are` meant.
  List<Inbox> inboxes(Predicate<TopicName> are) {
    List<Inbox> all = new ArrayList<>();
    places.forEach((topic, place) -> {
      if (are.test(topic)) {
        all.add(replica(place));
      }
    });
    return all;
  }

  /// The latest snapshot of a topic on this node.
  Optional<Snapshot> snapshot(TopicName topic) {
    Place place = places.get(topic);
    return Optional.ofNullable(place == null ? null : place.feed).map(Feed::snapshot);
  }

  /// The latest snapshots of all topics on this node; weakly consistent.
  List<Snapshot> snapshots() {
    return snapshots(_ -> true);
  }

  /// Those of them that this node answers for.
  List<Snapshot> own() {
    return snapshots(place -> place.isAnsweredHere);
  }

  private List<Snapshot> snapshots(Predicate<Place> are) {
    List<Snapshot> all = new ArrayList<>(places.size());
    for (Place place : places.values()) {
      Feed feed = place.feed;
      if (feed != null && are.test(place)) {
        all.add(feed.snapshot());
      }
    }
    return all;
  }

  int size() {
    return places.size();
  }
}
