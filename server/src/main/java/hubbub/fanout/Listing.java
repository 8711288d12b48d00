package hubbub.fanout;

import hubbub.protocol.PresenceMeta;
import hubbub.protocol.PresenceWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The presence list last broadcast; unordered. A long list caches its encoded bytes until it
/// changes or [#forgetBytes]; a short one is encoded anew each time. Confined to the replica's
/// thread.
final class Listing {
  private static final int FEW = 8;

  private final List<PresenceEntry> seats = new ArrayList<>(1);
  private byte @Nullable [] bytes;

  int size() {
    return seats.size();
  }

  /// Adds a membership that is shown as `meta`; if it is listed already, changes its meta.
  void put(PresenceEntry seat, PresenceMeta meta) {
    if (!seat.isListed()) {
      seat.slot = seats.size();
      seats.add(seat);
    }
    seat.believed = meta;
    bytes = null;
  }

  void remove(PresenceEntry seat) {
    PresenceEntry last = seats.removeLast();
    if (last != seat) {
      last.slot = seat.slot;
      seats.set(seat.slot, last);
    }
    seat.unlist();
    seat.believed = null;
    bytes = null;
  }

  /// Removes all that match `isToGo`.
  void removeIf(Predicate<PresenceEntry> isToGo) {
    for (int i = seats.size() - 1; i >= 0; i--) {
      if (isToGo.test(seats.get(i))) {
        remove(seats.get(i));
      }
    }
  }

  /// The payload of `presence_state`: the whole list.
  byte[] state() {
    byte[] now = bytes;
    if (now == null) {
      now = PresenceWriter.state(metas());
      bytes = seats.size() > FEW ? now : null;
    }
    return now;
  }

  /// The same, with `own` added, which is not in the list.
  byte[] stateWith(PresenceMeta own) {
    for (PresenceEntry seat : seats) {
      if (believed(seat).member().equals(own.member())) {
        List<PresenceMeta> all = metas();
        all.add(own);
        return PresenceWriter.state(all);
      }
    }
    return PresenceWriter.stateWith(state(), own);
  }

  /// Drops the cached bytes.
  void forgetBytes() {
    bytes = null;
  }

  private List<PresenceMeta> metas() {
    List<PresenceMeta> metas = new ArrayList<>(seats.size() + 1);
    seats.forEach(seat -> metas.add(believed(seat)));
    return metas;
  }

  private static PresenceMeta believed(PresenceEntry seat) {
    return Objects.requireNonNull(seat.believed, "listed, and nobody knows how");
  }
}
