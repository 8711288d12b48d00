package hubbub.cluster;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import hubbub.fanout.Log;
import hubbub.fanout.TopicLogs;
import hubbub.gateway.Loops;
import hubbub.protocol.EventWriter;
import hubbub.topic.Epoch;
import hubbub.topic.KindSettings;
import hubbub.topic.Snapshot;
import hubbub.topic.TopicName;
import hubbub.topic.TopicState;
import hubbub.topic.port.Feed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/// Ways to ask whether a topic is quiet, from the thread that needs to know: one of 1,024 topics,
/// chosen at random.
@State(Scope.Benchmark)
public class ReadsBenchmark {
  private static final int TOPICS = 1024;

  private final List<TopicName> names = new ArrayList<>();
  private final List<Feed> feeds = new ArrayList<>();
  private final Map<TopicName, Snapshot> map = new ConcurrentHashMap<>();
  private final Cache<TopicName, Snapshot> cache =
      Caffeine.newBuilder().maximumSize(TOPICS).expireAfterWrite(Duration.ofHours(1)).build();
  private final Loops loops = Loops.open("auto", OptionalInt.of(1));

  @Setup
  public void fill() {
    for (int i = 0; i < TOPICS; i++) {
      TopicName name = new TopicName("room:topic-" + i);
      Snapshot snapshot =
          TopicState.born(name, new Epoch("first"), KindSettings.DEFAULT, new EventWriter(), 0)
              .snapshot();
      Log log = new TopicLogs().open(name, KindSettings.DEFAULT);
      log.publish(snapshot);
      names.add(name);
      feeds.add(log);
      map.put(name, snapshot);
      cache.put(name, snapshot);
    }
  }

  @TearDown
  public void stop() {
    loops.close();
  }

  private static int any() {
    return ThreadLocalRandom.current().nextInt(TOPICS);
  }

  /// Hubbub's way: a membership has its topic's feed, which holds the snapshot in a volatile field.
  @Benchmark
  public boolean snapshot() {
    return feeds.get(any()).snapshot().quiet().isPresent();
  }

  @Benchmark
  public boolean concurrentHashMap() {
    Snapshot snapshot = map.get(names.get(any()));
    return snapshot != null && snapshot.quiet().isPresent();
  }

  @Benchmark
  public boolean caffeine() {
    Snapshot snapshot = cache.getIfPresent(names.get(any()));
    return snapshot != null && snapshot.quiet().isPresent();
  }

  /// Asks on the topic's own loop and waits: the time includes waiting for the answer.
  @Benchmark
  public boolean askLoop() throws ExecutionException, InterruptedException {
    Feed feed = feeds.get(any());
    return loops.each().getFirst().submit(() -> feed.snapshot().quiet().isPresent()).get();
  }
}
