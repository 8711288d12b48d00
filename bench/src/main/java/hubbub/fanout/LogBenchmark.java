package hubbub.fanout;

import hubbub.topic.Change;
import hubbub.topic.Event;
import hubbub.topic.KindSettings;
import hubbub.topic.TopicName;
import hubbub.topic.extension.Payload;
import hubbub.topic.port.Feed;
import java.util.List;
import java.util.Optional;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// The cost of a topic's log: appending a frame to a full log, and reading what a client missed.
@State(Scope.Thread)
public class LogBenchmark {
  private static final int FULL = 5_000;
  private static final int MISSED = 100;

  private final Event event = new Event.Custom("tick", Payload.EMPTY, Optional.empty());
  private final byte[] frame = new byte[180];
  private final Log log = new TopicLogs().open(new TopicName("room:log"), KindSettings.DEFAULT);
  private long seq;

  @Setup
  public void fill() {
    for (int i = 0; i < FULL; i++) {
      append();
    }
  }

  @Benchmark
  public void append() {
    seq++;
    log.append(new Change(seq, seq, 0, null, event, frame));
  }

  /// Reads the last 100 frames.
  @Benchmark
  public Optional<List<Feed.Frame>> readMissed() {
    return log.since(seq - MISSED, log.head());
  }
}
