package hubbub.fanout;

import hubbub.protocol.PresenceMeta;
import hubbub.protocol.PresenceWriter;
import hubbub.topic.Member;
import hubbub.topic.MembershipId;
import hubbub.topic.Rank;
import hubbub.topic.TopicName;
import hubbub.topic.port.Feed;
import hubbub.wire.ServerFrames;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A topic's presence list, broadcast once a second in Phoenix.Presence's own format. Confined to
/// the replica's thread.
///
/// `seats` are all memberships that are here, and those that have left but are still listed. `told`
/// is the list as members know it from the diffs so far. A new member gets `told` plus itself,
/// never the memberships that are here now: one that joined and left in between would stay in its
/// list for ever. Each flush sends part of the difference, about 16 KiB at most, leaves first. The
/// rest waits in `due` for the next flush; a join and a leave that both wait cancel out. So a
/// member gets the list once, when it joins, and then no more than that a second.
///
///     all listed ── more than `limit` are here ──▶ only vip and higher, the rest counted
///         ▲                                                        │
///         └──────── no more than four fifths of it are here ◀─────┘
///
/// Going down, the list is cut at once and sent whole. Going up, the others follow with the next
/// diffs, and the count is sent until the last of them is listed.
final class Presence {
  private static final int MOST_DIFF_BYTES = 16 * 1024;
  private static final int MOST_LISTED = 1000;

  private final TopicName topic;
  private final int limit;
  private final Listing told = new Listing();
  private Map<MembershipId, PresenceEntry> seats = new LinkedHashMap<>(2);
  private @Nullable Set<PresenceEntry> due;
  private int here;
  private int hereTold;
  private int listedTold;
  private boolean isFollowed;
  private boolean isWhole = true;
  private boolean isCut;
  private boolean isCounted;

  Presence(TopicName topic, int limit) {
    this.topic = topic;
    this.limit = limit;
  }

  void present(MembershipId membership, Member member, Map<String, Object> shown) {
    PresenceEntry seat = seats.computeIfAbsent(membership, PresenceEntry::new);
    boolean isNew = seat.here == null;
    if (seat.change(member, shown)) {
      here += isNew ? 1 : 0;
      changed(seat);
    }
    if (isWhole && here > limit) {
      cut();
    }
  }

  void absent(MembershipId membership) {
    PresenceEntry seat = seats.get(membership);
    if (seat != null) {
      leave(seat);
    }
  }

  void absentFrom(int node) {
    for (PresenceEntry seat : List.copyOf(seats.values())) {
      if (seat.membership().node() == node) {
        leave(seat);
      }
    }
  }

  private void leave(PresenceEntry seat) {
    if (seat.here != null) {
      seat.here = null;
      here--;
      changed(seat);
    }
  }

  /// Whether a flush has something to send.
  boolean isDue() {
    return due != null || isCut || isCountDue();
  }

  private boolean isCountDue() {
    return isCounted && (here != hereTold || told.size() != listedTold);
  }

  /// What a member that joined as `own` is given.
  Feed.PresenceState state(MembershipId own) {
    isFollowed = true;
    PresenceEntry mine = seats.get(own);
    byte[] payload = mine == null ? told.state() : stateFor(mine);
    return new Feed.PresenceState(payload, isCounted ? Optional.of(summary()) : Optional.empty());
  }

  private byte[] stateFor(PresenceEntry mine) {
    PresenceMeta now = mine.here;
    if (now == null || mine.isListed()) {
      return told.state();
    }
    mine.believed = now;
    return told.stateWith(now);
  }

  /// The frames with the changes since the last flush, or some of them.
  List<byte[]> flush() {
    if (!isWhole && here <= limit * 4L / 5) {
      listAll();
    }
    List<byte[]> frames = new ArrayList<>(2);
    Optional<byte[]> diff = diff();
    if (isCut) {
      isCut = false;
      frames.add(frame("presence_state", told.state()));
    } else {
      diff.ifPresent(payload -> frames.add(frame("presence_diff", payload)));
    }
    if (isCountDue()) {
      hereTold = here;
      listedTold = told.size();
      frames.add(frame("presence_summary", summary()));
    }
    isCounted &= !isWhole || due != null;
    told.forgetBytes();
    return frames;
  }

  private void changed(PresenceEntry seat) {
    if (!isFollowed) {
      tell(seat, new PresenceWriter.Diff());
    } else if (seat.isListed() || isToBeListed(seat)) {
      queue(seat);
    } else if (seat.here == null) {
      unqueue(seat);
      seats.remove(seat.membership());
    }
  }

  private void queue(PresenceEntry seat) {
    Set<PresenceEntry> waiting = due;
    if (waiting == null) {
      waiting = new LinkedHashSet<>();
      due = waiting;
    }
    waiting.add(seat);
  }

  private void unqueue(PresenceEntry seat) {
    if (due != null && due.remove(seat) && due.isEmpty()) {
      due = null;
    }
  }

  private boolean isToBeListed(PresenceEntry seat) {
    PresenceMeta now = seat.here;
    return now != null && (isWhole || now.rank().isAtLeast(Rank.VIP));
  }

  /// The next part of the waiting changes. Joins are added only once no leave is waiting, so that
  /// the list never outgrows its limit.
  private Optional<byte[]> diff() {
    Set<PresenceEntry> waiting = due;
    if (waiting == null) {
      return Optional.empty();
    }
    PresenceWriter.Diff diff = new PresenceWriter.Diff();
    take(waiting, diff, false);
    take(waiting, diff, true);
    if (waiting.isEmpty()) {
      due = null;
    }
    return diff.isEmpty() ? Optional.empty() : Optional.of(diff.toBytes());
  }

  private void take(Set<PresenceEntry> waiting, PresenceWriter.Diff diff, boolean isComing) {
    Iterator<PresenceEntry> each = waiting.iterator();
    while (each.hasNext() && diff.bytes() < MOST_DIFF_BYTES) {
      PresenceEntry seat = each.next();
      if (isToBeListed(seat) == isComing) {
        each.remove();
        tell(seat, diff);
      }
    }
  }

  private void tell(PresenceEntry seat, PresenceWriter.Diff diff) {
    PresenceMeta before = seat.believed;
    PresenceMeta now = isToBeListed(seat) && hasPlaceFor(seat) ? seat.here : null;
    if (now != null) {
      diff.join(now, now.equals(before) ? null : before);
      told.put(seat, now);
    } else if (seat.isListed()) {
      told.remove(seat);
    } else {
      before = null;
    }
    if (before != null && !before.equals(now)) {
      diff.leave(before);
    }
    if (seat.here == null) {
      seats.remove(seat.membership());
    }
  }

  private boolean hasPlaceFor(PresenceEntry seat) {
    return seat.isListed() || told.size() < Math.max(limit, MOST_LISTED);
  }

  /// Too many are here: from now on lists only the higher ranks.
  private void cut() {
    isWhole = false;
    isCut = true;
    isCounted = true;
    told.removeIf(seat -> !isToBeListed(seat));
    seats.values().removeIf(seat -> seat.here == null);
    if (due != null && due.removeIf(seat -> !isToBeListed(seat)) && due.isEmpty()) {
      due = null;
    }
  }

  /// Few enough are here: lists everybody again.
  private void listAll() {
    isWhole = true;
    seats = new LinkedHashMap<>(seats);
    seats.values().stream().filter(seat -> !seat.isListed()).forEach(this::queue);
  }

  private byte[] summary() {
    return PresenceWriter.summary(here, told.size());
  }

  private byte[] frame(String event, byte[] payload) {
    return ServerFrames.broadcast(topic.value(), event, payload);
  }
}
