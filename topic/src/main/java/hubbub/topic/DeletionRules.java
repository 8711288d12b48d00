package hubbub.topic;

import java.util.Optional;

/// Rules for deleting messages.
final class DeletionRules {
  private DeletionRules() {}

  /// Replaces a message by a tombstone. Allowed to its author, and to anybody who outranks the
  /// author.
  static Outcome delete(DecisionBuilder decision, Who who, Command.Delete delete) {
    Optional<Change> found = decision.state.messages().find(delete.id());
    if (found.isEmpty()) {
      return Outcome.refused(Reason.UNKNOWN_MESSAGE);
    }
    Event.Message message = (Event.Message) found.get().event();
    if (message.deleted()) {
      return Outcome.refused(Reason.ALREADY);
    }
    Rank theirs = rank(decision, message.from().id()).orElse(message.from().rank());
    if (!isBy(found.get(), who) && !who.outranks(theirs)) {
      return Outcome.refused(Reason.OUTRANKED);
    }
    decision.add(new Event.MessageDeleted(delete.id(), who.by(), delete.text()));
    return Outcome.OK;
  }

  static boolean isBy(Change message, Who who) {
    return message.event() instanceof Event.Message said && who.is(said.from().id());
  }

  /// Empties the history, or removes one member's messages from it: the sender's own, or those of a
  /// member whom the sender outranks.
  static Outcome clear(DecisionBuilder decision, Who who, Command.Clear clear) {
    if (clear.member().filter(id -> !mayClear(decision, who, id)).isPresent()) {
      return Outcome.refused(Reason.OUTRANKED);
    }
    decision.add(new Event.HistoryCleared(who.by(), clear.member(), clear.text()));
    return Outcome.OK;
  }

  /// Whether `who` may remove all messages of `author`: their own, or those of somebody whom they
  /// outrank.
  static boolean mayClear(DecisionBuilder decision, Who who, MemberId author) {
    return who.is(author)
        || rank(decision, author)
            .or(() -> decision.state.messages().highestRank(author))
            .map(who::outranks)
            .orElse(true);
  }

  /// The author's current rank; empty if the author is gone, in which case the rank at the time of
  /// writing counts.
  private static Optional<Rank> rank(DecisionBuilder decision, MemberId author) {
    return Optional.ofNullable(decision.state.people().get(author))
        .filter(person -> person.isKnownAt(decision.now))
        .map(person -> person.rankAt(decision.now));
  }
}
