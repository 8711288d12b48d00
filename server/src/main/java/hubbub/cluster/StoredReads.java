package hubbub.cluster;

import hubbub.topic.Affiliation;
import hubbub.topic.Command;
import hubbub.topic.Outcome;
import hubbub.topic.Reason;
import hubbub.topic.Subject;
import hubbub.topic.TopicName;
import hubbub.topic.port.TopicStore;
import hubbub.topic.port.TopicStore.Filter;
import hubbub.topic.port.TopicStore.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// What moderators look up in a registered topic: most of it is in the store. Of bans, who was
/// kicked for a while is in the topic, and comes first, page by page.
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
          case BANS -> bans(store, topic, list, (Outcome.Listed) here);
          case MEMBERS -> affiliations(store, topic, list, Filter.MEMBERS);
          case MODERATORS -> affiliations(store, topic, list, Filter.MODERATORS);
          case OWNERS -> affiliations(store, topic, list, Filter.OWNERS);
        };
    return page.<Outcome>thenApply(outcome -> outcome)
        .exceptionally(_ -> Outcome.refused(Reason.UNAVAILABLE));
  }

  private static CompletionStage<Outcome.Listed> affiliations(
      TopicStore store, TopicName topic, Command.List list, Filter filter) {
    return store
        .affiliations(topic, filter, list.after(), list.limit())
        .thenApply(found -> listed(List.of(), found));
  }

  /// After the last page of those who were kicked, the store's begin.
  private static CompletionStage<Outcome.Listed> bans(
      TopicStore store, TopicName topic, Command.List list, Outcome.Listed kicked) {
    if (list.after().filter(StoredReads::isOfStore).isPresent()) {
      return affiliations(store, topic, list, Filter.BANS);
    }
    if (kicked.next().isPresent()) {
      return CompletableFuture.completedStage(kicked);
    }
    int room = Math.max(1, list.limit() - kicked.entries().size());
    return store
        .affiliations(topic, Filter.BANS, Optional.empty(), room)
        .thenApply(found -> listed(kicked.entries(), found));
  }

  /// Whether a page that begins after that is of the store; ids in topics have no colon there.
  private static boolean isOfStore(String after) {
    return after.startsWith("m:") || after.startsWith("a:");
  }

  private static Outcome.Listed listed(List<Outcome.Listed.Entry> first, Page<Affiliation> then) {
    List<Outcome.Listed.Entry> entries = new ArrayList<>(first);
    then.entries().forEach(it -> entries.add(new Outcome.Listed.Remembered(it)));
    return new Outcome.Listed(entries, then.next());
  }
}
