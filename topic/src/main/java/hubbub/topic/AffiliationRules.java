package hubbub.topic;

import hubbub.topic.port.AddressTags;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Rules for what a topic remembers about people: bans and lasting ranks.
final class AffiliationRules {
  /// Addresses change hands: by default they are not banned for longer than this.
  private static final long MOST_ADDRESS_MILLIS = 24L * 3_600 * 1_000;

  private final AddressTags tags;
  private final BannedPeople banned;

  AffiliationRules(AddressTags tags, BannedPeople banned) {
    this.tags = tags;
    this.banned = banned;
  }

  /// What a topic that is not registered remembers of the one whom `command` is about.
  StoredStanding remembered(DecisionBuilder decision, Command command) {
    if (decision.state.affiliations().isEmpty()) {
      return StoredStanding.NONE;
    }
    List<Subject> subjects = StoredStanding.subjects(command, decision.state.name(), tags);
    return decision.state.affiliations().standing(subjects, decision.now);
  }

  /// Bans a member, present or not, or an address. Together with their messages only if those could
  /// be cleared, too.
  Outcome ban(DecisionBuilder decision, Who who, Command.Ban ban, StoredStanding stored) {
    Optional<Outcome> refusal = refusal(decision, who, ban.subject(), stored);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    if (ban.withMessages()
        && ban.subject() instanceof Subject.Member(MemberId id)
        && !DeletionRules.mayClear(decision, who, id)) {
      return Outcome.refused(Reason.OUTRANKED);
    }
    List<Affiliation> all = new ArrayList<>(2);
    all.add(banned(decision, who, ban, ban.subject(), untilAt(decision, ban)));
    if (ban.subject() instanceof Subject.Member(MemberId id)
        && id.isGuest()
        && !ban.unlessSignedIn()) {
      OptionalLong untilAt = addressesUntilAt(decision, ban);
      addresses(decision, id).forEach(tag -> all.add(banned(decision, who, ban, tag, untilAt)));
    }
    Optional<Affiliation> before = stored.banOf(ban.subject(), decision.now);
    if (before.isPresent()
        && isSame(before.get(), all.getFirst())
        && banned.present(decision, all.getFirst()).isEmpty()) {
      return Outcome.refused(Reason.ALREADY);
    }
    if (ban.withMessages() && ban.subject() instanceof Subject.Member(MemberId id)) {
      decision.add(new Event.HistoryCleared(who.by(), Optional.of(id), ban.text()));
    }
    decision.act(new LastingAct.Affiliate(all));
    return Outcome.OK;
  }

  private static boolean isSame(Affiliation before, Affiliation now) {
    return before.subject().equals(now.subject())
        && before.standing().equals(now.standing())
        && before.untilAt().equals(now.untilAt())
        && before.byRank().isAtLeast(now.byRank());
  }

  /// Nobody acts on somebody of equal or higher rank, whether that one is here or not. Of somebody
  /// who is away, their account's rank is unknown, so it is compared when they come.
  private static Optional<Outcome> refusal(
      DecisionBuilder decision, Who who, Subject subject, StoredStanding stored) {
    if (!(subject instanceof Subject.Member(MemberId id))) {
      return Optional.empty();
    }
    Rank lasting = stored.lastingRank(decision.now);
    Person person = decision.state.people().get(id);
    Rank here = person == null ? Rank.GUEST : person.rankAt(decision.now);
    return who.outranks(lasting) && who.outranks(here)
        ? Optional.empty()
        : Optional.of(Outcome.refused(Reason.OUTRANKED));
  }

  private static Affiliation banned(
      DecisionBuilder decision, Who who, Command.Ban ban, Subject subject, OptionalLong untilAt) {
    return new Affiliation(
        subject,
        new Affiliation.Standing.Banned(ban.unlessSignedIn()),
        nick(decision, ban.subject()),
        untilAt,
        decision.now,
        who.by(),
        who.rank(),
        ban.text());
  }

  private static Optional<String> nick(DecisionBuilder decision, Subject subject) {
    return subject instanceof Subject.Member(MemberId id)
        ? Optional.ofNullable(decision.state.people().get(id)).map(it -> it.nick().value())
        : Optional.empty();
  }

  /// When the ban of its subject ends; empty: never.
  static OptionalLong untilAt(DecisionBuilder decision, Command.Ban ban) {
    return ban.subject() instanceof Subject.Address && ban.ttlMillis().isEmpty()
        ? addressesUntilAt(decision, ban)
        : ModeRules.untilAt(decision, ban.ttlMillis());
  }

  private static OptionalLong addressesUntilAt(DecisionBuilder decision, Command.Ban ban) {
    long millis = Math.min(MOST_ADDRESS_MILLIS, ban.ttlMillis().orElse(Long.MAX_VALUE));
    return OptionalLong.of(Deadline.after(decision.now, millis));
  }

  /// Those that a guest comes from, but for the ones that too many others share.
  private List<Subject> addresses(DecisionBuilder decision, MemberId id) {
    Person person = decision.state.people().get(id);
    return person == null
        ? List.of()
        : LeaveRules.ownAddresses(decision, person).stream()
            .<Subject>map(from -> new Subject.Address(tags.tag(decision.state.name(), from)))
            .toList();
  }

  static Outcome unban(DecisionBuilder decision, Command.Unban unban, StoredStanding stored) {
    boolean wasKicked = letBack(decision, unban.subject());
    boolean isBanned = stored.banOf(unban.subject(), decision.now).isPresent();
    if (isBanned) {
      decision.act(new LastingAct.Unban(unban.subject()));
    }
    return isBanned || wasKicked ? Outcome.OK : Outcome.refused(Reason.ALREADY);
  }

  /// Ends a kick for a while, and returns whether there was one.
  private static boolean letBack(DecisionBuilder decision, Subject subject) {
    Person person =
        subject instanceof Subject.Member(MemberId id) ? decision.state.people().get(id) : null;
    if (person == null || !person.ban().isActiveAt(decision.now)) {
      return false;
    }
    decision.add(new Event.KeptOut(person.id(), decision.now, keptOutWith(decision, person)));
    return true;
  }

  /// The addresses that are banned with a person: those whose bans end with its own, unless others
  /// are kept out until then, too. Then only the last one that it came from is known.
  private static List<AddressPrefix> keptOutWith(DecisionBuilder decision, Person person) {
    long until = person.ban().until();
    for (Person other : decision.state.people().after(null)) {
      if (other != person && other.ban().until() == until) {
        return List.copyOf(person.addresses());
      }
    }
    return decision.state.people().addressBans().endingAt(until);
  }

  /// Gives a lasting rank.
  static Outcome grant(
      DecisionBuilder decision, Who who, Command.Grant grant, StoredStanding stored) {
    Subject subject = new Subject.Member(grant.member());
    Optional<Outcome> refusal = refusal(decision, who, subject, stored);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    Person person = decision.state.people().get(grant.member());
    if (person != null && RankRules.wouldRaise(decision, who, person)) {
      return Outcome.refused(Reason.OUTRANKED);
    }
    if (grant.rank() == Rank.GUEST) {
      return Outcome.invalid("rank", "member, vip, moderator or owner");
    }
    OptionalLong untilAt = ModeRules.untilAt(decision, grant.ttlMillis());
    Affiliation given =
        new Affiliation(
            subject,
            new Affiliation.Standing.Ranked(grant.rank()),
            nick(decision, subject),
            untilAt,
            decision.now,
            who.by(),
            who.rank(),
            grant.text());
    boolean isGiven =
        stored.rankAt(decision.now).filter(before -> isSame(before, given)).isPresent();
    if (isGiven && isInEffect(decision, grant.member(), given)) {
      return Outcome.refused(Reason.ALREADY);
    }
    decision.act(new LastingAct.Affiliate(List.of(given)));
    return Outcome.OK;
  }

  private static boolean isInEffect(DecisionBuilder decision, MemberId id, Affiliation given) {
    Person person = decision.state.people().get(id);
    return person == null
        || !person.isKnownAt(decision.now)
        || person.ranks().lasting().equals(given.lasting());
  }

  /// Takes a lasting rank away; anybody may give up their own. Whether a registered topic would be
  /// left without an owner is for the store to say.
  static Outcome demote(DecisionBuilder decision, Who who, MemberId member, StoredStanding stored) {
    Subject subject = new Subject.Member(member);
    Optional<Outcome> refusal =
        who.is(member) ? Optional.empty() : refusal(decision, who, subject, stored);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    Person person = decision.state.people().get(member);
    if (person != null && RankRules.wouldRaise(decision, who, person)) {
      return Outcome.refused(Reason.OUTRANKED);
    }
    if (decision.state.registration().isEmpty() && RankRules.isLastOwner(decision, member)) {
      return Outcome.refused(Reason.LAST_OWNER);
    }
    decision.act(new LastingAct.Demote(subject));
    return Outcome.OK;
  }
}
