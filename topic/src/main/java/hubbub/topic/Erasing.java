package hubbub.topic;

import java.util.Optional;

/// Taking back what was said.
final class Erasing {
  private Erasing() {}

  /// Makes a tombstone of one message: its author may, and whoever outranks its author.
  static Outcome delete(Draft draft, Who who, Command.Delete delete) {
    Optional<Change> found = draft.state.messages().find(delete.id());
    if (found.isEmpty()) {
      return Draft.refused(Reason.UNKNOWN_MESSAGE);
    }
    Event.Message message = (Event.Message) found.get().event();
    if (message.deleted()) {
      return Draft.refused(Reason.ALREADY);
    }
    if (!isBy(found.get(), who) && !who.outranks(rankOf(draft, message.from()))) {
      return Draft.refused(Reason.OUTRANKED);
    }
    draft.add(new Event.MessageDeleted(delete.id(), who.by()));
    return Outcome.OK;
  }

  static boolean isBy(Change message, Who who) {
    return message.event() instanceof Event.Message said && who.is(said.from().id());
  }

  /// An author's rank now, or, of one who is gone, as it was.
  private static Rank rankOf(Draft draft, Event.Author author) {
    Person person = draft.state.people().get(author.id());
    return person != null && person.isKnownAt(draft.now) ? person.rankAt(draft.now) : author.rank();
  }

  /// Empties history, or takes one member's messages out of it.
  static Outcome clear(Draft draft, Who who, Command.Clear clear) {
    Person person = clear.member().map(draft.state.people()::get).orElse(null);
    if (person != null && !who.is(person.id()) && !who.outranks(person.rankAt(draft.now))) {
      return Draft.refused(Reason.OUTRANKED);
    }
    draft.add(new Event.HistoryCleared(who.by(), clear.member()));
    return Outcome.OK;
  }
}
