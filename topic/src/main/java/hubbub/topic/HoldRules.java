package hubbub.topic;

import hubbub.topic.Event.MessageResolved.How;
import hubbub.topic.port.Ids;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Rules for messages that wait for a moderator. Nobody else sees them; an approved one takes its
/// place in the order of messages then. Deadlines are exact here.
final class HoldRules {
  /// The word of the rule that refuses what there is no room to hold.
  private static final String NO_ROOM = "hold";

  private HoldRules() {}

  /// Holds a message of `author` because of `rule`, if there is room.
  static Outcome hold(
      DecisionBuilder decision, Event.Author author, Command.Send send, Ids ids, String rule) {
    List<HeldMessage> all = decision.state.held().at(decision.now);
    List<HeldMessage> own =
        all.stream().filter(message -> message.from().id().equals(author.id())).toList();
    if (own.size() >= HeldMessages.MOST_OF_ONE) {
      return noRoom(own.getFirst().expiresAt() - decision.now);
    }
    if (all.size() >= HeldMessages.MOST) {
      return noRoom(all.getFirst().expiresAt() - decision.now);
    }
    HeldMessage held =
        new HeldMessage(
            ids.message(),
            author,
            send.body().value(),
            send.nonce(),
            send.meta(),
            send.terms(),
            rule,
            decision.now,
            Deadline.after(decision.now, HeldMessages.TTL_MILLIS));
    decision.add(new Event.MessageHeld(held));
    return held.reply();
  }

  private static Outcome noRoom(long waitMillis) {
    Map<String, Object> details = Map.of("rule", NO_ROOM, "retry_after_ms", waitMillis);
    return new Outcome.Refused(new Refusal(Reason.SPAM, details));
  }

  /// Says a held message to all, now.
  static Outcome approve(DecisionBuilder decision, Who who, HeldMessage held) {
    resolve(decision, held, How.APPROVED, Optional.of(who.by()), Optional.empty());
    decision.add(held.approved());
    return Outcome.OK;
  }

  static Outcome reject(DecisionBuilder decision, Who who, Command.Reject reject) {
    return decision
        .state
        .held()
        .find(reject.id(), decision.now)
        .map(held -> {
          resolve(decision, held, How.REJECTED, Optional.of(who.by()), reject.text());
          return Outcome.OK;
        })
        .orElseGet(() -> Outcome.refused(Reason.UNKNOWN_MESSAGE));
  }

  /// Drops those that nobody decided on in time.
  static void expire(DecisionBuilder decision) {
    for (HeldMessage held : decision.state.held().image()) {
      if (held.expiresAt() <= decision.now) {
        resolve(decision, held, How.EXPIRED, Optional.empty(), Optional.empty());
      }
    }
  }

  /// Drops those whose authors this decision kicks, bans or erases.
  static void withdraw(DecisionBuilder decision) {
    if (decision.state.held().isEmpty()) {
      return;
    }
    Set<MemberId> removed = new HashSet<>();
    for (Event event : decision.events()) {
      removed(decision.state, event).ifPresent(removed::add);
    }
    for (HeldMessage held : decision.state.held().image()) {
      if (removed.contains(held.from().id())) {
        resolve(decision, held, How.REMOVED, Optional.empty(), Optional.empty());
      }
    }
  }

  private static Optional<MemberId> removed(TopicState state, Event event) {
    return switch (event) {
      case Event.MemberKicked kicked -> Optional.of(kicked.member());
      case Event.MemberBanned banned -> Optional.of(banned.member());
      case Event.Erased erased -> Optional.of(erased.member());
      case Event.Left(MembershipId id, Ending.Banned _) -> state.member(id).map(Member::id);
      default -> Optional.empty();
    };
  }

  private static void resolve(
      DecisionBuilder decision,
      HeldMessage held,
      How how,
      Optional<String> by,
      Optional<String> text) {
    decision.add(new Event.MessageResolved(held.from().id(), held.id(), how, by, text));
  }
}
