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
/// `entries` are all memberships that are here, and those that have left but are still listed.
/// `listing` is the list as members know it from the diffs so far. A new member gets `listing` plus
/// itself, never the memberships that are here now: one that joined and left in between would stay
/// in its list for ever. Each flush sends part of the difference, about 16 KiB at most, leaves
/// first. The rest waits in `due` for the next flush; a join and a leave that both wait cancel out.
/// So a member gets the list once, when it joins, and then no more than that a second.
///
///     whole ── more than `limit` are here ──▶ cut ── flush ──▶ ranked
///       ▲                                      ▲                 │
///       │                    more than `limit` │                 │ no more than 4/5 of it
///       └── the last of them is listed ── refilling ◀────────────┘
///
/// Going down, the list is cut at once and sent whole. Going up, the others follow with the next
/// diffs, and the count is sent until the last of them is listed.
final class Presence {
  private static final int MOST_DIFF_BYTES = 16 * 1024;
  private static final int MOST_LISTED = 1000;

  private final TopicName topic;
  private final int limit;
  private final Listing listing = new Listing();
  private Map<MembershipId, PresenceEntry> entries = new LinkedHashMap<>(2);
  private @Nullable Set<PresenceEntry> due;
  private int here;
  private int summaryHere;
  private int summaryListed;
  private boolean isFollowed;
  private Mode mode = Mode.WHOLE;

  /// Who is listed, and whether the others are counted.
  private enum Mode {
    /// Everybody is listed.
    WHOLE,

    /// Only vip and higher are listed, and that list has not been sent yet. The others are counted.
    CUT,

    /// Only vip and higher are listed; the others are counted.
    RANKED,

    /// Everybody is being listed again; the others are counted until then.
    REFILLING;

    boolean listsAll() {
      return switch (this) {
        case WHOLE, REFILLING -> true;
        case CUT, RANKED -> false;
      };
    }

    boolean countsRest() {
      return this != WHOLE;
    }
  }

  Presence(TopicName topic, int limit) {
    this.topic = topic;
    this.limit = limit;
  }

  void present(MembershipId membership, Member member, Map<String, Object> shown) {
    PresenceEntry entry = entries.computeIfAbsent(membership, PresenceEntry::new);
    boolean isNew = entry.here == null;
    if (entry.change(member, shown)) {
      here += isNew ? 1 : 0;
      changed(entry);
    }
    if (mode.listsAll() && here > limit) {
      cut();
    }
  }

  void absent(MembershipId membership) {
    PresenceEntry entry = entries.get(membership);
    if (entry != null) {
      leave(entry);
    }
  }

  private void leave(PresenceEntry entry) {
    if (entry.here != null) {
      entry.here = null;
      here--;
      changed(entry);
    }
  }

  /// Whether a flush has something to send.
  boolean isDue() {
    return due != null || mode == Mode.CUT || isCountDue();
  }

  private boolean isCountDue() {
    return mode.countsRest() && (here != summaryHere || listing.size() != summaryListed);
  }

  /// What a member that joined as `own` is given.
  Feed.PresenceState state(MembershipId own) {
    isFollowed = true;
    PresenceEntry mine = entries.get(own);
    byte[] payload = mine == null ? listing.state() : stateFor(mine);
    return new Feed.PresenceState(
        payload, mode.countsRest() ? Optional.of(summary()) : Optional.empty());
  }

  private byte[] stateFor(PresenceEntry mine) {
    PresenceMeta now = mine.here;
    if (now == null || mine.isListed()) {
      return listing.state();
    }
    mine.believed = now;
    return listing.stateWith(now);
  }

  /// The frames with the changes since the last flush, or some of them.
  List<byte[]> flush() {
    boolean isCut = mode == Mode.CUT;
    if (!mode.listsAll()) {
      mode = Mode.RANKED;
      refillIfFew();
    }
    List<byte[]> frames = new ArrayList<>(2);
    Optional<byte[]> diff = diff();
    if (isCut) {
      frames.add(frame("presence_state", listing.state()));
    } else {
      diff.ifPresent(payload -> frames.add(frame("presence_diff", payload)));
    }
    if (isCountDue()) {
      summaryHere = here;
      summaryListed = listing.size();
      frames.add(frame("presence_summary", summary()));
    }
    if (mode == Mode.REFILLING && due == null) {
      mode = Mode.WHOLE;
    }
    listing.forgetBytes();
    return frames;
  }

  private void changed(PresenceEntry entry) {
    if (!isFollowed) {
      tell(entry, new PresenceWriter.Diff());
    } else if (entry.isListed() || isToBeListed(entry)) {
      queue(entry);
    } else if (entry.here == null) {
      unqueue(entry);
      entries.remove(entry.membership());
    }
  }

  private void queue(PresenceEntry entry) {
    Set<PresenceEntry> waiting = due;
    if (waiting == null) {
      waiting = new LinkedHashSet<>();
      due = waiting;
    }
    waiting.add(entry);
  }

  private void unqueue(PresenceEntry entry) {
    if (due != null && due.remove(entry) && due.isEmpty()) {
      due = null;
    }
  }

  private boolean isToBeListed(PresenceEntry entry) {
    PresenceMeta now = entry.here;
    return now != null && (mode.listsAll() || now.rank().isAtLeast(Rank.VIP));
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
      PresenceEntry entry = each.next();
      if (isToBeListed(entry) == isComing) {
        each.remove();
        tell(entry, diff);
      }
    }
  }

  private void tell(PresenceEntry entry, PresenceWriter.Diff diff) {
    PresenceMeta before = entry.believed;
    PresenceMeta now = isToBeListed(entry) && hasPlaceFor(entry) ? entry.here : null;
    if (now != null) {
      diff.join(now, now.equals(before) ? null : before);
      listing.put(entry, now);
    } else if (entry.isListed()) {
      listing.remove(entry);
    } else {
      before = null;
    }
    if (before != null && !before.equals(now)) {
      diff.leave(before);
    }
    if (entry.here == null) {
      entries.remove(entry.membership());
    }
  }

  private boolean hasPlaceFor(PresenceEntry entry) {
    return entry.isListed() || listing.size() < Math.max(limit, MOST_LISTED);
  }

  /// Too many are here: from now on lists only the higher ranks.
  private void cut() {
    mode = Mode.CUT;
    listing.removeIf(entry -> !isToBeListed(entry));
    entries.values().removeIf(entry -> entry.here == null);
    if (due != null && due.removeIf(entry -> !isToBeListed(entry)) && due.isEmpty()) {
      due = null;
    }
  }

  /// If few enough are here, lists everybody again.
  private void refillIfFew() {
    if (here <= limit * 4L / 5) {
      mode = Mode.REFILLING;
      entries = new LinkedHashMap<>(entries);
      entries.values().stream().filter(entry -> !entry.isListed()).forEach(this::queue);
    }
  }

  private byte[] summary() {
    return PresenceWriter.summary(here, listing.size());
  }

  private byte[] frame(String event, byte[] payload) {
    return ServerFrames.broadcast(topic.value(), event, payload);
  }
}
