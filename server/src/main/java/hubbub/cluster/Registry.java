package hubbub.cluster;

import hubbub.topic.Feed;
import hubbub.topic.Snapshot;
import hubbub.topic.TopicName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// The replicas of this node, by topic. Any thread.
///
/// Births and deaths are atomic per topic: an arrival is put into the replica's mailbox within the
/// same step that finds the replica, or makes it; and a replica is taken out only if it has seen
/// every arrival. So none is lost to a replica that ends at that moment.
final class Registry {
  private final Map<TopicName, Place> places = new ConcurrentHashMap<>();
  private final BiFunction<TopicName, Place, ToReplica.Ref> birth;

  /// `birth` makes the replica of a topic; it is called within the atomic step, and must not block.
  Registry(BiFunction<TopicName, Place, ToReplica.Ref> birth) {
    this.birth = birth;
  }

  /// One replica's entry. `arrivals` belongs to the atomic step.
  static final class Place {
    private ToReplica.@Nullable Ref replica;
    private long arrivals;
    private volatile @Nullable Feed feed;

    /// Shows what the replica has to show: from its first snapshot until it loses its state.
    void show(@Nullable Feed now) {
      feed = now;
    }
  }

  /// Hands `arrival` to the topic's replica on this node, which is born if need be.
  ToReplica.Ref deliver(TopicName topic, ToReplica.Arrival arrival) {
    return replica(
        places.compute(
            topic,
            (name, standing) -> {
              Place place = standing == null ? born(name) : standing;
              place.arrivals++;
              replica(place).tell(arrival);
              return place;
            }));
  }

  private Place born(TopicName topic) {
    Place place = new Place();
    place.replica = birth.apply(topic, place);
    return place;
  }

  private static ToReplica.Ref replica(Place place) {
    if (place.replica == null) {
      throw new IllegalStateException("a place without its replica");
    }
    return place.replica;
  }

  /// Takes a replica out that has seen `arrivals` arrivals, if those are all.
  boolean end(TopicName topic, long arrivals) {
    return places.compute(
            topic, (name, place) -> place == null || place.arrivals == arrivals ? null : place)
        == null;
  }

  /// The newest view of a topic that is here.
  Optional<Snapshot> snapshot(TopicName topic) {
    Place place = places.get(topic);
    return Optional.ofNullable(place == null ? null : place.feed).map(Feed::snapshot);
  }

  /// The newest views of all topics that are here; weakly consistent.
  List<Snapshot> snapshots() {
    List<Snapshot> all = new ArrayList<>(places.size());
    for (Place place : places.values()) {
      Feed feed = place.feed;
      if (feed != null) {
        all.add(feed.snapshot());
      }
    }
    return all;
  }

  int size() {
    return places.size();
  }
}
