package hubbub.topic;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Whose a nick is when somebody else asks for it. One who is gone but may be back keeps it for so
/// long. One who is present keeps it for good, but only once there was a sign of life: until then
/// the connection may be one that broke without a word, of the very person who asks.
///
///     asked for ── challenged, refused for now ──▶ answered ── asked for again ──▶ refused for good
///                        └── no answer: lost, and the nick is free when linger has passed
///
/// What is remembered of it is soft, and lost with the owner: then the holder is challenged again.
/// Confined to the owner's thread.
final class NickDisputes {
  private static final int MOST = 1_000;

  /// What a challenge may take on its way there and back, beside the silence that it allows.
  private static final long SLACK_MILLIS = 1_000;

  private Map<MemberId, Dispute> byAsker = Map.of();

  /// Somebody asked for what `holder` has; `isAnswered`: who has shown a sign of life since.
  private record Dispute(MemberId holder, long since, boolean isAnswered) {}

  /// Why `asker` may not join under that nick, if so. Has a holder challenged who may not be there.
  Optional<Refusal> joining(DecisionBuilder draft, Nick nick, MemberId asker) {
    Person holder = draft.state.people().nickHolder(nick, asker, draft.now);
    if (holder == null || !holder.isPresent()) {
      return taken(draft, nick, asker);
    }
    Dispute dispute = byAsker.get(asker);
    boolean isKnown =
        dispute != null && dispute.holder().equals(holder.id()) && !isOld(draft, dispute);
    if (dispute != null && isKnown && dispute.isAnswered()) {
      byAsker.remove(asker);
      return taken(draft, nick, asker).map(Refusal::forGood);
    }
    long since = dispute != null && isKnown ? dispute.since() : draft.now;
    if (since == draft.now) {
      begin(draft, asker, holder);
    }
    return taken(draft, nick, asker)
        .map(refusal -> refusal.notBefore(since + patience(draft) - draft.now));
  }

  /// Why somebody may not have that nick, if so; with one like it that is free, and when this one
  /// will be, if that is known.
  static Optional<Refusal> taken(DecisionBuilder draft, Nick nick, MemberId asker) {
    Person holder = draft.state.people().nickHolder(nick, asker, draft.now);
    if (holder == null) {
      return Optional.empty();
    }
    Nick free = draft.state.people().freeNick(nick, asker, draft.now);
    Refusal refusal = Refusal.of(Reason.NICK_TAKEN, "suggestion", free.value());
    return Optional.of(
        holder.isPresent() ? refusal : refusal.notBefore(holder.keptUntil - draft.now));
  }

  private void begin(DecisionBuilder draft, MemberId asker, Person holder) {
    if (byAsker.isEmpty()) {
      byAsker = new LinkedHashMap<>();
    }
    byAsker.remove(asker);
    Iterator<Dispute> oldestFirst = byAsker.values().iterator();
    while (oldestFirst.hasNext() && (isOld(draft, oldestFirst.next()) || byAsker.size() >= MOST)) {
      oldestFirst.remove();
    }
    byAsker.put(asker, new Dispute(holder.id(), draft.now, false));
    draft.addThoughRefused(new Event.Challenged(holder.id()));
  }

  /// An answer counts for who comes back when told to, and for as long again; a challenge without
  /// one is made again when there should have been one.
  private static boolean isOld(DecisionBuilder draft, Dispute dispute) {
    long age = draft.now - dispute.since();
    return age >= (dispute.isAnswered() ? 2 * patience(draft) : silence());
  }

  /// When a nick is free whose holder does not answer.
  private static long patience(DecisionBuilder draft) {
    return Deadline.after(silence(), draft.state.settings().lingerMillis());
  }

  private static long silence() {
    return Subscriber.SILENCE_MILLIS + SLACK_MILLIS;
  }

  /// `holder` has shown a sign of life.
  void answered(MemberId holder) {
    if (!byAsker.isEmpty()) {
      byAsker.replaceAll((_, dispute) ->
          dispute.holder().equals(holder) ? new Dispute(holder, dispute.since(), true) : dispute);
    }
  }
}
