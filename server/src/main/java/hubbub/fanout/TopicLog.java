package hubbub.fanout;

import hubbub.topic.Change;
import hubbub.topic.KindSettings;
import hubbub.topic.Member;
import hubbub.topic.MembershipId;
import hubbub.topic.Snapshot;
import hubbub.topic.TopicName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One topic's log on this node, and the loops that follow it.
///
/// Keeps at most 30 s, 4,096 frames and 1 MiB, whichever is reached first, but never less than a
/// history's worth. Written by the replica's thread; [#snapshot], [#head], [#since] and [#read] are
/// for any thread.
final class TopicLog implements Log {
  private static final int MAX_FRAMES = 4096;
  private static final int MAX_BYTES = 1 << 20;
  private static final long MAX_AGE_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final LoopTopic[] NOWHERE = {};

  private final TopicName topic;
  private final KindSettings settings;
  private final LogBudget budget;
  private final Ring ring = new Ring();
  private final Presence presence;
  private volatile LoopTopic[] loops = NOWHERE;
  private volatile @Nullable Snapshot snapshot;
  private List<Runnable> watchers = List.of();
  private long lastSeq;

  TopicLog(TopicName topic, KindSettings settings, LogBudget budget) {
    this.topic = topic;
    this.settings = settings;
    this.budget = budget;
    this.presence = new Presence(topic, settings.presenceLimit());
  }

  @Override
  public Snapshot snapshot() {
    Snapshot now = snapshot;
    if (now == null) {
      throw new IllegalStateException(topic + ": nothing published yet");
    }
    return now;
  }

  @Override
  public long head() {
    return ring.head();
  }

  @Override
  public PresenceState presence(MembershipId own) {
    return presence.state(own);
  }

  /// The entry at `pos`, or null if the log has gone on. Any thread.
  @Nullable Entry read(long pos) {
    return ring.read(pos);
  }

  @Override
  public Optional<List<Frame>> since(long seq, long end) {
    List<Frame> missed = new ArrayList<>();
    long reached = end == 0 ? seq : Long.MAX_VALUE;
    for (long pos = end - 1; pos >= 0 && reached > seq; pos--) {
      Entry entry = ring.read(pos);
      if (entry == null) {
        break;
      }
      if (entry.isTold() && entry.seq() > seq) {
        missed.add(new Frame(entry.seq(), entry.frame()));
      }
      reached = entry.isTold() ? entry.seq() - 1 : entry.seq();
    }
    if (reached > seq) {
      return Optional.empty();
    }
    Collections.reverse(missed);
    return Optional.of(missed);
  }

  @Override
  public void publish(Snapshot now) {
    snapshot = now;
    lastSeq = now.seq();
  }

  @Override
  public void rewrite(Change tombstone) {
    for (long pos = ring.head() - 1; pos >= 0; pos--) {
      Entry entry = ring.read(pos);
      if (entry == null || entry.seq() < tombstone.seq()) {
        return;
      }
      if (entry.isTold() && entry.seq() == tombstone.seq()) {
        ring.replace(entry.withFrame(tombstone.frame()));
        return;
      }
    }
  }

  @Override
  public void append(Change change) {
    lastSeq = change.seq();
    append(Entry.told(ring.head(), change, System.nanoTime()));
  }

  @Override
  public void announce(byte[] frame) {
    append(new Entry(ring.head(), lastSeq, false, frame, 0, System.nanoTime()));
  }

  @Override
  public void present(MembershipId membership, Member member, Map<String, Object> shown) {
    presence.present(membership, member, shown);
  }

  @Override
  public void absent(MembershipId membership) {
    presence.absent(membership);
  }

  @Override
  public boolean isPresenceDue() {
    return presence.isDue();
  }

  @Override
  public void flushPresence() {
    presence.flush().forEach(this::announce);
  }

  @Override
  public void wake() {
    for (LoopTopic loop : loops) {
      loop.wake();
    }
    for (Runnable watcher : watchers) {
      watcher.run();
    }
  }

  @Override
  public void watch(Runnable woken) {
    watchers = Stream.concat(watchers.stream(), Stream.of(woken)).toList();
  }

  @Override
  public void unwatch(Runnable woken) {
    watchers = watchers.stream().filter(watcher -> !watcher.equals(woken)).toList();
  }

  @Override
  public void close() {
    budget.add(-ring.bytes());
    while (ring.size() > 0) {
      ring.dropOldest();
    }
  }

  /// The members of this topic on the loop of `pump`. On that loop.
  LoopTopic on(LoopPump pump) {
    for (LoopTopic loop : loops) {
      if (loop.isOn(pump)) {
        return loop;
      }
    }
    return addLoop(new LoopTopic(this, pump));
  }

  private synchronized LoopTopic addLoop(LoopTopic loop) {
    LoopTopic[] more = Arrays.copyOf(loops, loops.length + 1);
    more[loops.length] = loop;
    loops = more;
    return loop;
  }

  private void append(Entry entry) {
    long before = ring.bytes();
    ring.append(entry);
    while (isTooMuch(entry.addedNanos())) {
      ring.dropOldest();
    }
    budget.add(ring.bytes() - before);
  }

  private boolean isTooMuch(long nowNanos) {
    if (ring.size() > MAX_FRAMES || ring.bytes() > MAX_BYTES) {
      return true;
    }
    Entry oldest = ring.oldest();
    boolean isSpare = ring.size() > settings.history() || ring.bytes() > settings.historyBytes();
    return oldest != null
        && ring.size() > 1
        && isSpare
        && (nowNanos - oldest.addedNanos() > MAX_AGE_NANOS || budget.isExceeded());
  }
}
