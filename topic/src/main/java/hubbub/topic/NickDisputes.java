package hubbub.topic;

import hubbub.topic.port.Subscriber;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Decides who gets a nick that somebody else has. A holder who is gone keeps it while it may come
/// back. A holder who is present keeps it for good, but must first show a sign of life: its
/// connection may be a dead one of the very person who now asks.
///
///     asked for ── challenged, refused for now ──▶ answered ── asked for again ──▶ refused for good
///                        └── no answer: lost, and the nick is free when linger has passed
///
/// Disputes are soft state, lost with the owner: then the holder is challenged again. Confined to
/// the owner's thread.
final class NickDisputes {
  private static final int MOST = 1_000;

  /// The time allowed for a challenge's round trip, on top of [Subscriber#SILENCE_MILLIS].
  private static final long SLACK_MILLIS = 1_000;

  private Map<MemberId, Dispute> byAsker = Map.of();

  /// Somebody asked for the nick of `holder`. `isAnswered`: `holder` has since shown a sign of
  /// life.
  private record Dispute(MemberId holder, long since, boolean isAnswered) {}

  /// Why `asker` may not join under that nick, if so. Challenges a present holder who has not shown
  /// a sign of life yet.
  Optional<Refusal> joining(DecisionBuilder decision, Nick nick, MemberId asker) {
    Person holder = decision.state.people().nicks().holder(nick, asker, decision.now);
    if (holder == null || !holder.isPresent()) {
      return taken(decision, nick, asker);
    }
    Dispute dispute = byAsker.get(asker);
    boolean isKnown =
        dispute != null && dispute.holder().equals(holder.id()) && !isOld(decision, dispute);
    if (dispute != null && isKnown && dispute.isAnswered()) {
      byAsker.remove(asker);
      return taken(decision, nick, asker).map(Refusal::forGood);
    }
    long since = dispute != null && isKnown ? dispute.since() : decision.now;
    if (since == decision.now) {
      begin(decision, asker, holder);
    }
    return taken(decision, nick, asker)
        .map(refusal -> refusal.notBefore(since + patience(decision) - decision.now));
  }

  /// Why `asker` may not have that nick, if so. The refusal suggests a similar nick that is free,
  /// and says when this one will be free, if that is known.
  static Optional<Refusal> taken(DecisionBuilder decision, Nick nick, MemberId asker) {
    Person holder = decision.state.people().nicks().holder(nick, asker, decision.now);
    if (holder == null) {
      return Optional.empty();
    }
    Nick free = decision.state.people().nicks().free(nick, asker, decision.now);
    Refusal refusal = Refusal.of(Reason.NICK_TAKEN, "suggestion", free.value());
    return Optional.of(
        holder.isPresent() ? refusal : refusal.notBefore(holder.keptUntil() - decision.now));
  }

  private void begin(DecisionBuilder decision, MemberId asker, Person holder) {
    if (byAsker.isEmpty()) {
      byAsker = new LinkedHashMap<>();
    }
    byAsker.remove(asker);
    Iterator<Dispute> oldestFirst = byAsker.values().iterator();
    while (oldestFirst.hasNext()
        && (isOld(decision, oldestFirst.next()) || byAsker.size() >= MOST)) {
      oldestFirst.remove();
    }
    byAsker.put(asker, new Dispute(holder.id(), decision.now, false));
    decision.addOnRefusal(new Event.Challenged(holder.id()));
  }

  /// Whether a dispute no longer counts. An answer counts until the asker was told to retry, and
  /// for as long again; an unanswered challenge is repeated once its answer is overdue.
  private static boolean isOld(DecisionBuilder decision, Dispute dispute) {
    long age = decision.now - dispute.since();
    return age >= (dispute.isAnswered() ? 2 * patience(decision) : silence());
  }

  /// How long until the nick of a holder who does not answer is free.
  private static long patience(DecisionBuilder decision) {
    return Deadline.after(silence(), decision.state.settings().lingerMillis());
  }

  private static long silence() {
    return Subscriber.SILENCE_MILLIS + SLACK_MILLIS;
  }

  /// Records a sign of life of `holder`.
  void answered(MemberId holder) {
    if (!byAsker.isEmpty()) {
      byAsker.replaceAll((_, dispute) ->
          dispute.holder().equals(holder) ? new Dispute(holder, dispute.since(), true) : dispute);
    }
  }
}
