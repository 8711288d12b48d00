package hubbub.cluster.sim;

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
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A log that keeps everything.
final class SimLog implements Log {
  /// A place in the log: a told event with its seq, or an announcement after that seq.
  record Entry(long seq, boolean isTold, byte[] frame) {}

  private final List<Entry> entries = new ArrayList<>();
  private final Map<MembershipId, Member> present = new LinkedHashMap<>();
  private final List<Runnable> watchers = new ArrayList<>();
  private @Nullable Snapshot snapshot;
  private long beforeFirst;
  private long lastSeq;
  private boolean isPresenceDue;
  private boolean isClosed;

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
    return entries.size();
  }

  Entry read(long pos) {
    return entries.get((int) pos);
  }

  @Override
  public Optional<List<Frame>> since(long seq, long end) {
    return seq < beforeFirst
        ? Optional.empty()
        : Optional.of(
            entries.subList(0, (int) end).stream()
                .filter(entry -> entry.isTold && entry.seq > seq)
                .map(entry -> new Frame(entry.seq, entry.frame))
                .toList());
  }

  @Override
  public OptionalLong placeAfter(long seq, long end) {
    if (seq < beforeFirst) {
      return OptionalLong.empty();
    }
    for (int pos = 0; pos < end; pos++) {
      if (entries.get(pos).isTold && entries.get(pos).seq > seq) {
        return OptionalLong.of(pos);
      }
    }
    return OptionalLong.of(end);
  }

  @Override
  public PresenceState presence(MembershipId own) {
    return new PresenceState(new byte[0], Optional.empty());
  }

  @Override
  public void watch(Runnable woken) {
    watchers.add(woken);
  }

  @Override
  public void unwatch(Runnable woken) {
    watchers.removeIf(it -> it.equals(woken));
  }

  @Override
  public void publish(Snapshot now) {
    if (snapshot == null) {
      beforeFirst = now.seq();
    }
    snapshot = now;
    lastSeq = now.seq();
  }

  @Override
  public void restore(List<Frame> told) {
    if (!told.isEmpty() && told.getLast().seq() == lastSeq) {
      beforeFirst = told.getFirst().seq() - 1;
      told.forEach(frame -> entries.add(new Entry(frame.seq(), true, frame.bytes())));
    }
  }

  @Override
  public List<Frame> told() {
    return since(beforeFirst, head()).orElseThrow();
  }

  @Override
  public void rewrite(Change tombstone) {
    entries.replaceAll(entry ->
        entry.isTold && entry.seq == tombstone.seq()
            ? new Entry(entry.seq, true, tombstone.frame())
            : entry);
  }

  @Override
  public void append(Change change) {
    refuseIfClosed();
    lastSeq = change.seq();
    entries.add(new Entry(change.seq(), true, change.frame()));
  }

  @Override
  public void announce(byte[] frame) {
    refuseIfClosed();
    entries.add(new Entry(lastSeq, false, frame));
  }

  private void refuseIfClosed() {
    if (isClosed) {
      throw new IllegalStateException("something is appended to a closed log");
    }
  }

  @Override
  public void present(MembershipId membership, Member member, Map<String, Object> shown) {
    isPresenceDue = true;
    present.put(membership, member);
  }

  @Override
  public void absent(MembershipId membership) {
    isPresenceDue |= present.remove(membership) != null;
  }

  /// Who is shown as present.
  Set<MembershipId> present() {
    return Set.copyOf(present.keySet());
  }

  @Override
  public boolean isPresenceDue() {
    return isPresenceDue;
  }

  @Override
  public void flushPresence() {
    isPresenceDue = false;
  }

  @Override
  public void wake() {
    List.copyOf(watchers).forEach(Runnable::run);
  }

  @Override
  public void close() {
    isClosed = true;
  }

  boolean isClosed() {
    return isClosed;
  }
}
