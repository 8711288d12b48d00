package hubbub.cluster;

import hubbub.topic.Command;
import hubbub.topic.Outcome;
import hubbub.topic.Reason;
import hubbub.topic.Subject;
import hubbub.topic.TopicName;
import hubbub.topic.port.TopicStore;
import hubbub.topic.port.TopicStore.Filter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// What moderators look up in a registered topic: most of it is in the store. Of lists, who was
/// kicked for a while is in the topic, and comes first.
final class StoredReads {
  private StoredReads() {}

  /// Whether the store has something to add to what the topic answers.
  static boolean complete(Command.Read read, Outcome here) {
    return !(here instanceof Outcome.Refused)
        && (read instanceof Command.List || read instanceof Command.Whois);
  }

  /// What `read` asks for; `here` is what the topic answers itself.
  static CompletionStage<Outcome> of(
      TopicStore store, TopicName topic, Command.Read read, Outcome here) {
    return switch (read) {
      case Command.List list -> page(store, topic, list, here);
      case Command.Whois whois -> standing(store, topic, whois, (Outcome.Whois) here);
      case Command.History _, Command.Roster _, Command.Settings _, Command.Newcomers _ ->
          CompletableFuture.completedStage(here);
    };
  }

  /// Somebody who is here is shown without a lasting rank or a ban if the store can't be asked.
  private static CompletionStage<Outcome> standing(
      TopicStore store, TopicName topic, Command.Whois whois, Outcome.Whois here) {
    return store
        .standing(topic, List.of(new Subject.Member(whois.member())))
        .thenApply(stored -> here.with(stored).orUnknown())
        .exceptionally(_ -> here.seen().isPresent() ? here : Outcome.refused(Reason.UNAVAILABLE));
  }

  /// The page that `list` asks for; `here` is the topic's own. Refused if the store can't be asked.
  private static CompletionStage<Outcome> page(
      TopicStore store, TopicName topic, Command.List list, Outcome here) {
    CompletionStage<? extends Outcome> page =
        switch (list.of()) {
          case MUTES, HELD -> CompletableFuture.completedStage(here);
          case AUDIT ->
              store
                  .audit(topic, new TopicStore.AuditPart(list.lines(), list.after(), list.limit()))
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
