package hubbub.topic;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Addresses from which nobody new may join, each with the end of its ban: at most
/// [People#MOST_BANNED]. Confined to the thread of its [TopicState].
final class AddressBans {
  private Map<AddressPrefix, Long> ends = Map.of();

  /// Bans newcomers from `address` until `until`, or lets them come if that has passed. If there
  /// are too many bans, forgets the one that ends soonest.
  void add(AddressPrefix address, long until, long now) {
    Map<AddressPrefix, Long> all = new LinkedHashMap<>(ends);
    all.values().removeIf(end -> end <= now);
    if (all.size() >= People.MOST_BANNED && !all.containsKey(address)) {
      all.entrySet().stream()
          .min(Map.Entry.comparingByValue())
          .ifPresent(soonest -> all.remove(soonest.getKey()));
    }
    if (until <= now) {
      all.remove(address);
    } else {
      all.merge(address, until, Math::max);
    }
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

  /// Those whose bans end at `until`.
  List<AddressPrefix> endingAt(long until) {
    return ends.entrySet().stream()
        .filter(ban -> ban.getValue() == until)
        .map(Map.Entry::getKey)
        .toList();
  }

  /// Bans that address until then, as it was banned before.
  void restore(TopicImage.AddressBan ban) {
    if (ends.isEmpty()) {
      ends = new LinkedHashMap<>();
    }
    ends.put(ban.address(), ban.until());
  }

  List<TopicImage.AddressBan> image() {
    return ends.entrySet().stream()
        .map(ban -> new TopicImage.AddressBan(ban.getKey(), ban.getValue()))
        .toList();
  }
}
