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

  private final List<PresenceEntry> entries = new ArrayList<>(1);
  private byte @Nullable [] bytes;

  int size() {
    return entries.size();
  }

  /// Adds a membership that is shown as `meta`; if it is listed already, changes its meta.
  void put(PresenceEntry entry, PresenceMeta meta) {
    if (!entry.isListed()) {
      entry.slot = entries.size();
      entries.add(entry);
    }
    entry.believed = meta;
    bytes = null;
  }

  void remove(PresenceEntry entry) {
    PresenceEntry last = entries.removeLast();
    if (last != entry) {
      last.slot = entry.slot;
      entries.set(entry.slot, last);
    }
    entry.unlist();
    entry.believed = null;
    bytes = null;
  }

  /// Removes all that match `isToGo`.
  void removeIf(Predicate<PresenceEntry> isToGo) {
    for (int i = entries.size() - 1; i >= 0; i--) {
      if (isToGo.test(entries.get(i))) {
        remove(entries.get(i));
      }
    }
  }

  /// The payload of `presence_state`: the whole list.
  byte[] state() {
    byte[] now = bytes;
    if (now == null) {
      now = PresenceWriter.state(metas());
      bytes = entries.size() > FEW ? now : null;
    }
    return now;
  }

  /// The same, with `own` added, which is not in the list.
  byte[] stateWith(PresenceMeta own) {
    for (PresenceEntry entry : entries) {
      if (believed(entry).member().equals(own.member())) {
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
    List<PresenceMeta> metas = new ArrayList<>(entries.size() + 1);
    entries.forEach(entry -> metas.add(believed(entry)));
    return metas;
  }

  private static PresenceMeta believed(PresenceEntry entry) {
    return Objects.requireNonNull(entry.believed, "listed, and nobody knows how");
  }
}
