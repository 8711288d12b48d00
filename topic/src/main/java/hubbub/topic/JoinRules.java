package hubbub.topic;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Who may come in, and as what.
final class JoinRules {
  private JoinRules() {}

  /// A membership begins, unless something keeps it out. The first one of a topic that nobody ever
  /// was in makes its founder; one of an id that was here a moment ago takes over what is kept for
  /// it.
  static Outcome join(
      DecisionBuilder draft, MembershipId membership, Command.Join join, NickDisputes disputes) {
    TopicState state = draft.state;
    if (state.people().seat(membership) != null) {
      return Outcome.OK;
    }
    if (state.isOver()) {
      return DecisionBuilder.refused(Reason.UNAVAILABLE);
    }
    Person person = state.people().get(join.member());
    boolean isKnown = person != null && person.isKnownAt(draft.now);
    Rank rank = rank(draft, join, person);
    Nick nick =
        person != null && (isKnown || isStillMuted(draft, person)) ? person.nick : join.nick();
    Optional<Refusal> refusal =
        refusal(draft, join, rank).or(() -> disputes.joining(draft, nick, join.member()));
    if (refusal.isPresent()) {
      return new Outcome.Refused(refusal.get());
    }
    draft.add(
        new Event.Joined(membership, join.member(), nick, join.standing(), rank, join.from()));
    return Outcome.OK;
  }

  /// A new nick is heard by everybody: who may not speak comes back under the old one, if that is
  /// still free.
  private static boolean isStillMuted(DecisionBuilder draft, Person person) {
    return person.isMutedAt(draft.now)
        && draft.state.people().nickHolder(person.nick, person.id(), draft.now) == null;
  }

  private static Rank rank(DecisionBuilder draft, Command.Join join, @Nullable Person person) {
    TopicState state = draft.state;
    Rank here = Rank.GUEST;
    if (!state.life().hasBegun()) {
      here = state.settings().founderRank();
    } else if (person != null && person.isKnownAt(draft.now)) {
      here = person.rankHereAt(draft.now);
    }
    return here.isAtLeast(join.standing()) ? here : join.standing();
  }

  private static Optional<Refusal> refusal(DecisionBuilder draft, Command.Join join, Rank rank) {
    Person person = draft.state.people().get(join.member());
    if (rank == Rank.ADMIN) {
      return Optional.empty();
    }
    if (person != null && draft.now < person.keptOutUntil) {
      return Optional.of(keptOut(person.keptOutUntil, draft.now));
    }
    return person != null && person.isKnownAt(draft.now)
        ? Optional.empty()
        : address(draft, join).or(() -> lock(draft, join, rank));
  }

  /// Somebody was kicked for a while, and who comes from the same address may be that one.
  private static Optional<Refusal> address(DecisionBuilder draft, Command.Join join) {
    if (join.standing().isAtLeast(Rank.MEMBER)) {
      return Optional.empty();
    }
    return join.from()
        .map(from -> draft.state.people().barredUntil(from, draft.now))
        .filter(until -> until > 0)
        .map(until -> keptOut(until, draft.now).with("scope", "address"));
  }

  private static Refusal keptOut(long until, long now) {
    Refusal kicked = Refusal.of(Reason.KICKED);
    return until == Deadline.NEVER ? kicked : kicked.with("until_at", until).notBefore(until - now);
  }

  private static Optional<Refusal> lock(DecisionBuilder draft, Command.Join join, Rank rank) {
    TopicState state = draft.state;
    if (rank.isAtLeast(Rank.MODERATOR)) {
      return Optional.empty();
    }
    if (state.modes().lock().membersOnly() && !rank.isAtLeast(Rank.MEMBER)) {
      return Optional.of(Refusal.of(Reason.MEMBERS_ONLY));
    }
    if (!opens(state.modes().password(), join.password())) {
      return Optional.of(Refusal.of(Reason.WRONG_PASSWORD));
    }
    int most =
        Math.min(
            state.settings().maxMembers().orElse(Integer.MAX_VALUE),
            state.modes().lock().maxMembers().orElse(Integer.MAX_VALUE));
    return state.people().present() >= most
        ? Optional.of(Refusal.of(Reason.FULL, "max", (long) most))
        : Optional.empty();
  }

  private static boolean opens(Optional<String> digest, Optional<String> password) {
    if (digest.isEmpty()) {
      return true;
    }
    return password.isPresent()
        && MessageDigest.isEqual(
            digest.get().getBytes(StandardCharsets.US_ASCII),
            digest(password.get()).getBytes(StandardCharsets.US_ASCII));
  }

  /// What is kept of a topic's password: SHA-256 in hex. It guards a room of passing talk, lives as
  /// long as that, and never leaves memory.
  static String digest(String password) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(password.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
