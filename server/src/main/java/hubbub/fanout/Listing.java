package hubbub.fanout;

import hubbub.fanout.PresenceEntry.Meta;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Whom all members have been told of, in no order, and how; its bytes are kept while it stays the
/// same and somebody may ask, if there are many: a few are quickly written anew. Confined to the
/// replica's thread.
final class Listing {
  private static final int FEW = 8;

  private final List<PresenceEntry> seats = new ArrayList<>(1);
  private byte @Nullable [] bytes;

  int size() {
    return seats.size();
  }

  /// Lists a seat as `meta`, or, listed already, changes how.
  void put(PresenceEntry seat, Meta meta) {
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

  /// Removes all that `isToGo`.
  void removeIf(Predicate<PresenceEntry> isToGo) {
    for (int i = seats.size() - 1; i >= 0; i--) {
      if (isToGo.test(seats.get(i))) {
        remove(seats.get(i));
      }
    }
  }

  /// The payload of `presence_state`.
  byte[] state() {
    byte[] now = bytes;
    if (now == null) {
      now = PresenceJson.state(metas());
      bytes = seats.size() > FEW ? now : null;
    }
    return now;
  }

  /// The same with `own`, which is not listed.
  byte[] stateWith(Meta own) {
    for (PresenceEntry seat : seats) {
      if (believed(seat).member().equals(own.member())) {
        List<Meta> all = metas();
        all.add(own);
        return PresenceJson.state(all);
      }
    }
    return PresenceJson.stateWith(state(), own);
  }

  /// Gives up the bytes that were kept for those who ask.
  void forgetBytes() {
    bytes = null;
  }

  private List<Meta> metas() {
    List<Meta> metas = new ArrayList<>(seats.size() + 1);
    seats.forEach(seat -> metas.add(believed(seat)));
    return metas;
  }

  private static Meta believed(PresenceEntry seat) {
    return Objects.requireNonNull(seat.believed, "listed, and nobody knows how");
  }
}
