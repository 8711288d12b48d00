package hubbub.cluster;

import hubbub.topic.Command;
import hubbub.topic.Outcome;
import hubbub.topic.Reason;
import hubbub.topic.TopicName;
import hubbub.topic.port.TopicStore;
import hubbub.topic.port.TopicStore.Filter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Lists of a registered topic: most of what moderators look up there is in the store. Who was
/// kicked for a while is in the topic, and comes first.
final class StoredLists {
  private StoredLists() {}

  /// The page that `list` asks for; `here` is the topic's own. Refused if the store can't be asked.
  static CompletionStage<Outcome> page(
      TopicStore store, TopicName topic, Command.List list, Outcome here) {
    CompletionStage<? extends Outcome> page =
        switch (list.of()) {
          case MUTES -> CompletableFuture.completedStage(here);
          case AUDIT ->
              store
                  .audit(topic, list.after(), list.limit())
                  .thenApply(found -> new Outcome.Audited(found.entries(), found.next()));
          case BANS -> affiliations(store, topic, list, Filter.BANS, entries(here));
          case MEMBERS -> affiliations(store, topic, list, Filter.MEMBERS, List.of());
          case MODERATORS -> affiliations(store, topic, list, Filter.MODERATORS, List.of());
          case OWNERS -> affiliations(store, topic, list, Filter.OWNERS, List.of());
        };
    return page.<Outcome>thenApply(outcome -> outcome)
        .exceptionally(_ -> Outcome.refused(Reason.UNAVAILABLE));
  }

  private static List<Outcome.Listed.Entry> entries(Outcome here) {
    return here instanceof Outcome.Listed listed ? listed.entries() : List.of();
  }

  /// The first page begins with `first`.
  private static CompletionStage<Outcome.Listed> affiliations(
      TopicStore store,
      TopicName topic,
      Command.List list,
      Filter filter,
      List<Outcome.Listed.Entry> first) {
    List<Outcome.Listed.Entry> entries =
        new ArrayList<>(list.after().isEmpty() ? first : List.of());
    int limit = Math.max(1, list.limit() - entries.size());
    return store
        .affiliations(topic, filter, list.after(), limit)
        .thenApply(found -> {
          found.entries().forEach(it -> entries.add(new Outcome.Listed.Remembered(it)));
          return new Outcome.Listed(entries, found.next());
        });
  }
}
