package hubbub.topic;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Who may join, and with which rank.
final class JoinRules {
  private JoinRules() {}

  /// Begins a membership, unless something forbids it. The first member to join a new topic becomes
  /// its founder. A member that was here a moment ago gets back what is kept for it.
  static Outcome join(
      DecisionBuilder draft, MembershipId membership, Command.Join join, NickDisputes disputes) {
    TopicState state = draft.state;
    if (state.people().membership(membership) != null) {
      return Outcome.OK;
    }
    if (state.isOver()) {
      return DecisionBuilder.refused(Reason.UNAVAILABLE);
    }
    Person person = state.people().get(join.member());
    boolean isKnown = person != null && person.isKnownAt(draft.now);
    Rank rank = rank(draft, join, person);
    Nick nick =
        person != null && (isKnown || isStillMuted(draft, person)) ? person.nick() : join.nick();
    Optional<Refusal> refusal =
        refusal(draft, join, rank).or(() -> disputes.joining(draft, nick, join.member()));
    if (refusal.isPresent()) {
      return new Outcome.Refused(refusal.get());
    }
    draft.add(
        new Event.Joined(membership, join.member(), nick, join.accountRank(), rank, join.from()));
    return Outcome.OK;
  }

  /// Everybody sees a new nick, so a muted person rejoins under the old one, if that is still free.
  private static boolean isStillMuted(DecisionBuilder draft, Person person) {
    return person.mute().isActiveAt(draft.now)
        && draft.state.people().nickHolder(person.nick(), person.id(), draft.now) == null;
  }

  private static Rank rank(DecisionBuilder draft, Command.Join join, @Nullable Person person) {
    TopicState state = draft.state;
    Rank here = Rank.GUEST;
    if (!state.life().hasBegun()) {
      here = state.settings().founderRank();
    } else if (person != null && person.isKnownAt(draft.now)) {
      here = person.ranks().hereAt(draft.now);
    }
    return here.isAtLeast(join.accountRank()) ? here : join.accountRank();
  }

  private static Optional<Refusal> refusal(DecisionBuilder draft, Command.Join join, Rank rank) {
    Person person = draft.state.people().get(join.member());
    if (rank == Rank.ADMIN) {
      return Optional.empty();
    }
    if (person != null && person.ban().isActiveAt(draft.now)) {
      return Optional.of(keptOut(person.ban().until(), draft.now));
    }
    return person != null && person.isKnownAt(draft.now)
        ? Optional.empty()
        : address(draft, join).or(() -> lock(draft, join, rank));
  }

  /// Refuses newcomers from the address of somebody kicked for a while: it may be the same person.
  private static Optional<Refusal> address(DecisionBuilder draft, Command.Join join) {
    if (join.accountRank().isAtLeast(Rank.MEMBER)) {
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

  /// The digest stored for a topic's password: SHA-256 in hex. That suffices for an ephemeral room:
  /// the digest lives only as long as the topic, and never leaves memory.
  static String digest(String password) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(password.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
