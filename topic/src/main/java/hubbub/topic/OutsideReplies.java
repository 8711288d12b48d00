package hubbub.topic;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The replies to the latest commands from outside that were carried out, by their ids: at most 64,
/// for 2 minutes. If the owner that carried one out is gone before its answer has come, the next
/// one is asked again, and has these.
final class OutsideReplies {
  private static final int MOST = 64;
  private static final long MEMORY_MILLIS = 120_000;

  private final Map<Long, TopicImage.OutsideReply> byId = new LinkedHashMap<>(2);

  /// A command was carried out at that time; `outcome` is the reply, unless that is plain ok or was
  /// given before.
  void did(long id, long at, Optional<Outcome> outcome) {
    byId.values().removeIf(it -> it.at() + MEMORY_MILLIS <= at);
    Outcome before = find(id).orElse(Outcome.OK);
    byId.put(id, new TopicImage.OutsideReply(id, at, outcome.orElse(before)));
    if (byId.size() > MOST) {
      byId.remove(byId.keySet().iterator().next());
    }
  }

  Optional<Outcome> find(long id) {
    return Optional.ofNullable(byId.get(id)).map(TopicImage.OutsideReply::outcome);
  }

  void restore(List<TopicImage.OutsideReply> image) {
    image.forEach(it -> byId.put(it.id(), it));
  }

  List<TopicImage.OutsideReply> image() {
    return new ArrayList<>(byId.values());
  }
}
