package hubbub.topic;

import java.util.LinkedHashMap;
import java.util.Map;

/// Addresses from which nobody new may join, each with the end of its ban: at most
/// [People#MOST_BANNED]. Confined to the thread of its [TopicState].
final class AddressBans {
  private Map<AddressPrefix, Long> ends = Map.of();

  /// Bans newcomers from `address` until `until`. If there are too many bans, forgets the one that
  /// ends soonest.
  void add(AddressPrefix address, long until, long now) {
    Map<AddressPrefix, Long> all = new LinkedHashMap<>(ends);
    all.values().removeIf(end -> end <= now);
    if (all.size() >= People.MOST_BANNED && !all.containsKey(address)) {
      all.entrySet().stream()
          .min(Map.Entry.comparingByValue())
          .ifPresent(soonest -> all.remove(soonest.getKey()));
    }
    all.merge(address, until, Math::max);
    ends = all;
  }

  /// Forgets bans that have ended.
  void trim(long now) {
    if (!ends.isEmpty()) {
      ends.values().removeIf(end -> end <= now);
    }
  }

  /// Until when nobody new may join from that address; 0 if newcomers may.
  long until(AddressPrefix address, long now) {
    long until = ends.getOrDefault(address, 0L);
    return now < until ? until : 0;
  }

  AddressBans copy() {
    AddressBans copy = new AddressBans();
    copy.ends = ends.isEmpty() ? ends : new LinkedHashMap<>(ends);
    return copy;
  }
}
