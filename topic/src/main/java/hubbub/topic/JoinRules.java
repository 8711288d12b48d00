package hubbub.topic;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Who may join, and with which rank. Confined to the owner's thread.
final class JoinRules {
  private final NickDisputes disputes = new NickDisputes();
  private final PasswordGuesses guesses = new PasswordGuesses();
  private final JoinSurge surge;

  JoinRules(AutomaticShield shield) {
    this.surge = new JoinSurge(shield);
  }

  /// Begins a membership, unless something forbids it. The first member to join a new topic becomes
  /// its founder. A member that was here a moment ago gets back what is kept for it.
  Outcome join(
      DecisionBuilder decision, MembershipId membership, Command.Join join, StoredStanding stored) {
    TopicState state = decision.state;
    if (state.people().membership(membership) != null) {
      return Outcome.OK;
    }
    if (state.isOver()) {
      return Outcome.refused(Reason.UNAVAILABLE);
    }
    Person person = state.people().get(join.member());
    boolean isKnown = person != null && person.isKnownAt(decision.now);
    PersonRanks ranks = ranks(decision, join.visitor(), person, stored);
    FormerGuest former = FormerGuest.of(decision, join);
    Rank rank = former.higher(ranks.at(decision.now));
    Nick nick =
        person != null && (isKnown || isStillMuted(decision, person)) ? person.nick() : join.nick();
    Optional<Refusal> refusal =
        refusal(decision, join, rank, stored, former)
            .or(() ->
                former.holds(nick)
                    ? Optional.empty()
                    : disputes.joining(decision, nick, join.member()));
    if (refusal.isPresent()) {
      return new Outcome.Refused(refusal.get());
    }
    former.leave();
    decision.add(
        new Event.Joined(
            membership,
            join.member(),
            nick,
            ranks.account(),
            ranks.at(decision.now),
            join.from(),
            join.profile(),
            former.id(),
            ranks.lasting(),
            join.presentMillis()));
    boolean isStranger = !isKnown && join.presentMillis() == 0;
    if (isStranger && join.member().isGuest() && !rank.isAtLeast(Rank.MEMBER)) {
      surge.joins(decision);
    }
    former.bequeath(ranks.at(decision.now));
    return Outcome.OK;
  }

  /// Records a sign of life of `holder`, whose nick somebody else may want.
  void answered(MemberId holder) {
    disputes.answered(holder);
  }

  /// Everybody sees a new nick, so a muted person rejoins under the old one, if that is still free.
  private static boolean isStillMuted(DecisionBuilder decision, Person person) {
    return person.mute().isActiveAt(decision.now)
        && decision.state.people().nicks().holder(person.nick(), person.id(), decision.now) == null;
  }

  /// The ranks with which somebody joins. While a topic is not registered, somebody keeps a lasting
  /// rank that it had when it was.
  private static PersonRanks ranks(
      DecisionBuilder decision, Visitor visitor, @Nullable Person person, StoredStanding stored) {
    TopicState state = decision.state;
    PersonRanks kept =
        person != null && person.isKnownAt(decision.now)
            ? person.ranks().withoutEnded(decision.now)
            : PersonRanks.NONE;
    if (!state.life().hasBegun() && state.registration().isEmpty()) {
      kept = kept.withGranted(state.settings().founderRank());
    }
    Optional<LastingRank> lasting = stored.rankAt(decision.now).flatMap(Affiliation::lasting);
    if (lasting.isEmpty() && state.registration().isEmpty()) {
      lasting = kept.lasting();
    }
    return kept.withAccount(visitor.accountRank()).withLasting(lasting);
  }

  private Optional<Refusal> refusal(
      DecisionBuilder decision,
      Command.Join join,
      Rank rank,
      StoredStanding stored,
      FormerGuest former) {
    Person person = decision.state.people().get(join.member());
    if (rank == Rank.ADMIN) {
      return Optional.empty();
    }
    Optional<Refusal> banned = banned(decision, join.visitor(), person, stored);
    if (banned.isPresent()) {
      return banned;
    }
    return former.isHere() || (person != null && person.isKnownAt(decision.now))
        ? Optional.empty()
        : founding(decision, join)
            .or(() -> address(decision, join.visitor()))
            .or(() -> ShieldRules.joining(decision, join, rank))
            .or(() -> lock(decision, join, rank));
  }

  /// Why somebody may not watch the topic without being in it; empty if they may. A topic with a
  /// password is watched by moderators alone, because nobody is asked for it here.
  static Optional<Refusal> watching(
      TopicState state, Visitor visitor, StoredStanding stored, long now) {
    DecisionBuilder decision = new DecisionBuilder(state, now);
    Person person = state.people().get(visitor.member());
    Rank rank = ranks(decision, visitor, person, stored).at(now);
    if (rank == Rank.ADMIN) {
      return Optional.empty();
    }
    Optional<Refusal> banned = banned(decision, visitor, person, stored);
    if (banned.isPresent() || (person != null && person.isKnownAt(now))) {
      return banned;
    }
    Optional<Refusal> address = address(decision, visitor);
    if (address.isPresent() || rank.isAtLeast(Rank.MODERATOR)) {
      return address;
    }
    if (state.modes().lock().membersOnly() && !rank.isAtLeast(Rank.MEMBER)) {
      return Optional.of(Refusal.of(Reason.MEMBERS_ONLY));
    }
    return state.modes().password().map(_ -> Refusal.of(Reason.WRONG_PASSWORD));
  }

  private static Optional<Refusal> banned(
      DecisionBuilder decision, Visitor visitor, @Nullable Person person, StoredStanding stored) {
    Optional<Refusal> remembered = remembered(decision, visitor, person, stored);
    return remembered.isEmpty() && person != null && person.ban().isActiveAt(decision.now)
        ? Optional.of(keptOut(person.ban().until(), decision.now))
        : remembered;
  }

  /// The bans that the topic remembers: that of the person, then that of the address, which
  /// concerns only newcomers without a rank.
  private static Optional<Refusal> remembered(
      DecisionBuilder decision, Visitor visitor, @Nullable Person person, StoredStanding stored) {
    boolean isNewcomer =
        (person == null || !person.isKnownAt(decision.now))
            && !visitor.accountRank().isAtLeast(Rank.MEMBER)
            && stored.rankAt(decision.now).isEmpty();
    return stored
        .banAt(decision.now)
        .filter(ban -> ban.keepsOut(visitor.accountRank()))
        .flatMap(ban -> refusal(ban, visitor, decision.now))
        .or(() ->
            stored
                .addressBanAt(decision.now)
                .filter(_ -> isNewcomer)
                .flatMap(ban -> refusal(ban, visitor, decision.now)));
  }

  private static Optional<Refusal> refusal(Affiliation ban, Visitor visitor, long now) {
    if (ban.standing().equals(new Affiliation.Standing.Banned(true))) {
      return visitor.member().isGuest()
          ? Optional.of(Refusal.of(Reason.SIGN_IN))
          : Optional.empty();
    }
    return Optional.of(refusal(ban, now));
  }

  private static Refusal refusal(Affiliation ban, long now) {
    Refusal refusal = Refusal.of(Reason.BANNED);
    if (ban.untilAt().isPresent()) {
      long until = ban.untilAt().getAsLong();
      refusal = refusal.with("until_at", until).notBefore(until - now);
    }
    if (ban.isOfAddress()) {
      refusal = refusal.with("scope", "address");
    }
    return ban.text().isPresent() ? refusal.with("text", ban.text().get()) : refusal;
  }

  /// Who may be the first in a topic that is not registered.
  private static Optional<Refusal> founding(DecisionBuilder decision, Command.Join join) {
    TopicState state = decision.state;
    if (state.life().hasBegun() || state.registration().isPresent()) {
      return Optional.empty();
    }
    return switch (state.settings().found()) {
      case ANYONE -> Optional.empty();
      case ACCOUNTS ->
          join.member().isGuest()
              ? Optional.of(Refusal.of(Reason.MAY_NOT_FOUND))
              : Optional.empty();
      case NOBODY -> Optional.of(Refusal.of(Reason.NO_SUCH_TOPIC));
    };
  }

  /// Refuses newcomers from the address of somebody kicked for a while: it may be the same person.
  private static Optional<Refusal> address(DecisionBuilder decision, Visitor visitor) {
    if (visitor.accountRank().isAtLeast(Rank.MEMBER)) {
      return Optional.empty();
    }
    return visitor
        .from()
        .map(from -> decision.state.people().addressBans().until(from, decision.now))
        .filter(until -> until > 0)
        .map(until -> keptOut(until, decision.now).with("scope", "address"));
  }

  private static Refusal keptOut(long until, long now) {
    Refusal kicked = Refusal.of(Reason.KICKED);
    return until == Deadline.NEVER ? kicked : kicked.with("until_at", until).notBefore(until - now);
  }

  private Optional<Refusal> lock(DecisionBuilder decision, Command.Join join, Rank rank) {
    TopicState state = decision.state;
    if (rank.isAtLeast(Rank.MODERATOR)) {
      return Optional.empty();
    }
    if (state.modes().lock().membersOnly() && !rank.isAtLeast(Rank.MEMBER)) {
      return Optional.of(Refusal.of(Reason.MEMBERS_ONLY));
    }
    return password(decision, join).or(() -> room(state));
  }

  /// A join without a password is no guess: that is how clients learn that they need one.
  private Optional<Refusal> password(DecisionBuilder decision, Command.Join join) {
    Optional<String> digest = decision.state.modes().password();
    if (digest.isEmpty()) {
      return Optional.empty();
    }
    if (join.password().isEmpty()) {
      return Optional.of(Refusal.of(Reason.WRONG_PASSWORD));
    }
    Optional<Refusal> wait = guesses.refusal(join.from(), decision.now);
    if (wait.isPresent()) {
      return wait;
    }
    String password = join.password().get();
    if (PasswordDigest.opens(digest.get(), password)) {
      remember(decision, digest.get(), password);
      return Optional.empty();
    }
    guesses.add(decision, join.from());
    return Optional.of(Refusal.of(Reason.WRONG_PASSWORD));
  }

  /// After a restart only a slow digest is known, until the first one who knows the password comes.
  private static void remember(DecisionBuilder decision, String digest, String password) {
    if (PasswordDigest.isSlow(digest)) {
      decision.add(new Event.PasswordSet(Optional.of(PasswordDigest.quick(password))));
    }
  }

  private static Optional<Refusal> room(TopicState state) {
    int most =
        Math.min(
            state.settings().maxMembers().orElse(Integer.MAX_VALUE),
            state.modes().lock().maxMembers().orElse(Integer.MAX_VALUE));
    return state.people().present() >= most
        ? Optional.of(Refusal.of(Reason.FULL, "max", (long) most))
        : Optional.empty();
  }
}
