package hubbub.fanout;

import hubbub.topic.Change;
import hubbub.topic.KindSettings;
import hubbub.topic.Member;
import hubbub.topic.MembershipId;
import hubbub.topic.Snapshot;
import hubbub.topic.TopicName;
import hubbub.wire.Deflating;
import hubbub.wire.EventStream;
import hubbub.wire.Splice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One topic's log on this node, and the event loops that follow it.
///
/// Keeps at most 30 s, 4,096 frames and 1 MiB, whichever is reached first. Neither age nor the
/// budget takes the last history's worth of told frames: history holds these very frames.
/// Compressed forms come on top, and only the budget counts them. The frames change only under the
/// lock: the replica's thread appends, rewrites and drops them, the sweep of its [LogBudget] drops
/// them, loops add compressed forms. [#snapshot], [#head], [#since] and [#read] take no lock; any
/// thread.
final class TopicLog implements Log {
  private static final int MAX_FRAMES = 4096;
  static final int MAX_BYTES = 1 << 20;
  private static final long MAX_AGE_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final LoopTopic[] NOWHERE = {};
  private static final byte[] NOTHING = {};
  private static final String EPOCH_CHANGED = "epoch_changed";

  private final TopicName topic;
  private final KindSettings settings;
  private final LogBudget budget;
  private final Ring ring = new Ring();
  private final Presence presence;
  private volatile LoopTopic[] loops = NOWHERE;
  private volatile @Nullable Snapshot snapshot;
  private List<Runnable> watchers = List.of();
  private long lastSeq;
  private long heldBytes;
  private boolean isWatched;
  private boolean isClosed;

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

  /// The entry at `pos`; null if the log no longer has it, or not yet. Any thread.
  @Nullable Entry read(long pos) {
    return ring.read(pos);
  }

  /// The compressed form of an entry that was read here, or its plain frame if compression would
  /// not shorten it. Made by whoever needs it first, and kept beside the frame. Any thread.
  byte[] deflated(Entry entry, Deflating deflating) {
    byte[] form = entry.deflated();
    if (form == null) {
      form = deflating.frame(entry.frame());
      if (form.length < entry.frame().length) {
        keep(entry, form);
      }
    }
    return form;
  }

  /// Keeps `form`, unless the entry was dropped or rewritten meanwhile, or another loop was faster.
  private synchronized void keep(Entry entry, byte[] form) {
    if (entry.equals(ring.read(entry.pos()))) {
      ring.replace(entry.withDeflated(form));
      account();
    }
  }

  @Override
  public Optional<List<Frame>> since(long seq, long end) {
    List<Frame> missed = new ArrayList<>();
    Entry entry = ring.read(end - 1);
    while (entry != null && entry.seq() > seq) {
      if (entry.isTold()) {
        missed.add(new Frame(entry.seq(), entry.frame()));
      }
      entry = ring.read(entry.pos() - 1);
    }
    // checked last: what was dropped while we read counts as gone
    return ring.seqBefore() <= seq ? Optional.of(missed.reversed()) : Optional.empty();
  }

  @Override
  public OptionalLong placeAfter(long seq, long end) {
    long place = end;
    Entry entry = ring.read(end - 1);
    while (entry != null && entry.seq() > seq) {
      place = entry.isTold() ? entry.pos() : place;
      entry = ring.read(entry.pos() - 1);
    }
    // checked last: what was dropped while we read counts as gone
    return ring.seqBefore() <= seq ? OptionalLong.of(place) : OptionalLong.empty();
  }

  /// A frame as an event of an event stream; empty if it is no told event, except that a new epoch
  /// is reported too. Its id has the newest epoch, which every seq in the log belongs to.
  byte[] eventOf(Entry entry) {
    String name = topic.value();
    String word = Splice.event(name, entry.frame());
    if (!entry.isTold() && !word.equals(EPOCH_CHANGED)) {
      return NOTHING;
    }
    String id = EventStream.id(snapshot().epoch().value(), entry.seq());
    return EventStream.event(id, word, Splice.payload(name, entry.frame()));
  }

  @Override
  public void publish(Snapshot now) {
    if (snapshot == null) {
      ring.begin(now.seq());
    }
    snapshot = now;
    lastSeq = now.seq();
  }

  @Override
  public void restore(List<Frame> told) {
    if (!told.isEmpty() && told.getLast().seq() == lastSeq) {
      ring.begin(told.getFirst().seq() - 1);
      for (Frame frame : told) {
        append(new Entry(ring.head(), frame.seq(), true, frame.bytes(), 0, budget.nowNanos()));
      }
    }
  }

  @Override
  public List<Frame> told() {
    Optional<List<Frame>> all = Optional.empty();
    while (all.isEmpty()) { // the sweep dropped some meanwhile: those are not wanted any more
      all = since(ring.seqBefore(), ring.head());
    }
    return all.get();
  }

  @Override
  public synchronized void rewrite(Change tombstone) {
    for (long pos = ring.head() - 1; pos >= 0; pos--) {
      Entry entry = ring.read(pos);
      if (entry == null || entry.seq() < tombstone.seq()) {
        return;
      }
      if (entry.isTold() && entry.seq() == tombstone.seq()) {
        ring.replace(entry.withFrame(tombstone.frame()));
        account();
        return;
      }
    }
  }

  @Override
  public void append(Change change) {
    lastSeq = change.seq();
    append(Entry.told(ring.head(), change, budget.nowNanos()));
  }

  @Override
  public void announce(byte[] frame) {
    append(new Entry(ring.head(), lastSeq, false, frame, 0, budget.nowNanos()));
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
  public synchronized void close() {
    isClosed = true;
    account();
    budget.forget(this);
  }

  /// This topic's members on the loop of `pump`. On that loop.
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

  private synchronized void append(Entry entry) {
    ring.append(entry);
    drop(entry.addedNanos(), MAX_BYTES);
    account();
    if (!isWatched) {
      isWatched = true;
      budget.watch(this);
    }
  }

  /// Drops the oldest frames that are too old, or that exceed `shareBytes`, but keeps a history's
  /// worth. Any thread.
  synchronized void trim(long nowNanos, long shareBytes) {
    drop(nowNanos, shareBytes);
    ring.shrink();
    account();
    if (!hasSpare()) {
      isWatched = false;
      budget.forget(this);
    }
  }

  private void drop(long nowNanos, long shareBytes) {
    Entry oldest = ring.oldest();
    while (oldest != null && isTooMuch(oldest, nowNanos, shareBytes)) {
      ring.dropOldest();
      oldest = ring.oldest();
    }
  }

  private boolean isTooMuch(Entry oldest, long nowNanos, long shareBytes) {
    boolean isOld = nowNanos - oldest.addedNanos() > MAX_AGE_NANOS;
    return ring.size() > MAX_FRAMES
        || ring.bytes() > MAX_BYTES
        || (isOld && !oldest.isTold())
        || (isMoreThanHistory() && (isOld || ring.bytes() > shareBytes));
  }

  private boolean isMoreThanHistory() {
    return ring.size() > 1
        && (ring.size() > settings.history() || ring.bytes() > settings.historyBytes());
  }

  private boolean hasSpare() {
    Entry oldest = ring.oldest();
    return !isClosed && oldest != null && (isMoreThanHistory() || !oldest.isTold());
  }

  /// Updates the budget. What a closed log still holds is not counted: it belongs to its last
  /// readers.
  private void account() {
    long now = isClosed ? 0 : ring.heldBytes();
    budget.add(now - heldBytes);
    heldBytes = now;
  }
}
