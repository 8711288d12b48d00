package hubbub.cluster;

import hubbub.fanout.Log;
import hubbub.topic.Change;
import hubbub.topic.Member;
import hubbub.topic.MembershipId;
import hubbub.topic.Snapshot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// A log that keeps everything, for tests to read.
final class MemoryLog implements Log {
  /// A place in the log: a told change, or an announced frame.
  record Entry(@Nullable Change change, byte[] frame) {}

  private final List<Entry> entries = new ArrayList<>();
  private final List<Change> tombstones = new CopyOnWriteArrayList<>();
  private final Map<MembershipId, Member> present = new ConcurrentHashMap<>();
  private final Map<MembershipId, Member> undelivered = new LinkedHashMap<>();
  private final AtomicInteger flushes = new AtomicInteger();
  private volatile @Nullable Snapshot snapshot;
  private final AtomicLong head = new AtomicLong();
  private volatile boolean isClosed;
  private volatile long wokenAt;
  private volatile boolean isBroken;

  @Override
  public Snapshot snapshot() {
    Snapshot now = snapshot;
    if (now == null) {
      throw new IllegalStateException("nothing published yet");
    }
    return now;
  }

  @Override
  public long head() {
    return head.get();
  }

  @Override
  public Optional<List<Frame>> since(long seq, long end) {
    return Optional.empty();
  }

  @Override
  public OptionalLong placeAfter(long seq, long end) {
    return OptionalLong.empty();
  }

  @Override
  public PresenceState presence(MembershipId own) {
    return new PresenceState(new byte[0], Optional.empty());
  }

  @Override
  public void watch(Runnable woken) {}

  @Override
  public void unwatch(Runnable woken) {}

  @Override
  public void publish(Snapshot now) {
    snapshot = now;
  }

  @Override
  public void restore(List<Frame> told) {}

  @Override
  public List<Frame> told() {
    return List.of();
  }

  @Override
  public void rewrite(Change tombstone) {
    tombstones.add(tombstone);
  }

  /// Every append fails from now on.
  void breakAppends() {
    isBroken = true;
  }

  @Override
  public void append(Change change) {
    if (isBroken) {
      throw new IllegalStateException("a bug, as this test wants it");
    }
    add(new Entry(change, change.frame()));
  }

  @Override
  public void announce(byte[] frame) {
    add(new Entry(null, frame));
  }

  private void add(Entry entry) {
    synchronized (entries) {
      entries.add(entry);
    }
    head.incrementAndGet();
  }

  @Override
  public void present(MembershipId membership, Member member, Map<String, Object> shown) {
    present.put(membership, member);
    undelivered.put(membership, member);
  }

  @Override
  public void absent(MembershipId membership) {
    Member gone = present.remove(membership);
    if (gone != null) {
      undelivered.put(membership, gone);
    }
  }

  @Override
  public boolean isPresenceDue() {
    return !undelivered.isEmpty();
  }

  @Override
  public void flushPresence() {
    undelivered.clear();
    flushes.incrementAndGet();
  }

  @Override
  public void wake() {
    wokenAt = head.get();
  }

  @Override
  public void close() {
    isClosed = true;
  }

  /// The entries from place `from` on.
  List<Entry> from(long from) {
    synchronized (entries) {
      return List.copyOf(entries.subList((int) from, entries.size()));
    }
  }

  /// The told changes from place `from` on.
  List<Change> told(long from) {
    return from(from).stream()
        .flatMap(entry -> Optional.ofNullable(entry.change()).stream())
        .toList();
  }

  Map<MembershipId, Member> present() {
    return present;
  }

  int flushes() {
    return flushes.get();
  }

  List<Change> tombstones() {
    return tombstones;
  }

  boolean isClosed() {
    return isClosed;
  }

  /// Whether readers have been woken for everything in the log.
  boolean isWoken() {
    return wokenAt == head.get();
  }
}
