package hubbub.topic;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toUnmodifiableList;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A person in a topic: present, or gone but still remembered. Changed by [People] and
/// [PeopleEvolution] only, through the methods that say what happens.
final class Person implements Deadline {
  private final MemberId id;
  private Nick nick;
  private boolean holdsNick;
  private PersonRanks ranks = PersonRanks.NONE;
  private PersonRestrictions restrictions = PersonRestrictions.NONE;

  /// When its oldest current membership began.
  private long onlineAt;

  /// When it first joined, as far as the topic remembers.
  private long firstJoinedAt;

  /// Until when nick, ranks and assigns are kept for somebody who is gone; 0 if present or kicked.
  private long keptUntil;

  /// Until when the slow-mode clock and nonces of somebody who is gone matter.
  private long rememberedUntil;

  /// Whether it gave up being a moderator, and so may not succeed one.
  private boolean hasSteppedDown;

  /// That of the membership that began last.
  private Profile profile = Profile.NONE;

  /// When it last spoke: sent a message, or set a nick or title; 0: never.
  private long spokeAt;

  /// When the first message of its own was accepted, as far as the topic remembers; 0: none was.
  private long heardAt;

  private @Nullable Nonces nonces;

  /// The lost membership whose assigns are kept for the next one.
  private @Nullable MembershipId lastLost;

  /// The address of the membership that ended last.
  private @Nullable AddressPrefix lastFrom;

  /// Current memberships, oldest first. Mostly one, so the list is copied on change.
  private List<MembershipState> memberships = List.of();

  Person(MemberId id, Nick nick) {
    this.id = id;
    this.nick = nick;
  }

  Person(TopicImage.Person image) {
    this(image.id(), image.nick());
    this.ranks = image.ranks();
    this.restrictions = PersonRestrictions.of(image.mute(), image.ban(), image.warning());
    this.hasSteppedDown = image.hasSteppedDown();
    this.onlineAt = image.times().onlineAt();
    this.firstJoinedAt = image.times().firstJoinedAt();
    this.keptUntil = image.times().keptUntil();
    this.rememberedUntil = image.times().rememberedUntil();
    this.spokeAt = image.times().spokeAt();
    this.heardAt = image.times().heardAt();
    image.said().forEach(said -> sends(said.nonce(), said.reply()));
    this.lastLost = image.lastLost().orElse(null);
    this.lastFrom = image.lastFrom().orElse(null);
    this.profile = image.profile();
  }

  /// All of it but its memberships.
  TopicImage.Person image() {
    return new TopicImage.Person(
        id,
        nick,
        holdsNick,
        ranks,
        mute(),
        ban(),
        hasSteppedDown,
        new TopicImage.PersonTimes(
            onlineAt, keptUntil, rememberedUntil, spokeAt, firstJoinedAt, heardAt),
        nonces == null ? List.of() : nonces.image(),
        Optional.ofNullable(lastLost),
        Optional.ofNullable(lastFrom),
        profile,
        warning());
  }

  MemberId id() {
    return id;
  }

  Nick nick() {
    return nick;
  }

  /// Whether nobody else may have its nick; as [Nicks] says.
  void holdsNick(boolean now) {
    holdsNick = now;
  }

  /// What its token says of it.
  Profile profile() {
    return profile;
  }

  PersonRanks ranks() {
    return ranks;
  }

  Restriction mute() {
    return restrictions.mute();
  }

  /// Its ban from joining.
  Restriction ban() {
    return restrictions.ban();
  }

  /// The warning that it must acknowledge before it may speak.
  Optional<Warning> warning() {
    return restrictions.warning();
  }

  /// Its current memberships, oldest first.
  List<MembershipState> memberships() {
    return memberships;
  }

  /// When its oldest current membership began.
  long onlineAt() {
    return onlineAt;
  }

  /// When it first joined, as far as the topic remembers.
  long firstJoinedAt() {
    return firstJoinedAt;
  }

  /// The topic has known it since then, under another id.
  void knownSince(long joinedAt) {
    firstJoinedAt = Math.min(firstJoinedAt, joinedAt);
  }

  /// Until when nick, ranks and assigns are kept for somebody who is gone; 0 if present or kicked.
  long keptUntil() {
    return keptUntil;
  }

  /// The lost membership whose assigns are kept for the next one; null if there is none.
  @Nullable MembershipId lastLost() {
    return lastLost;
  }

  /// The addresses of all its memberships or, if it is gone, of the one that ended last.
  Set<AddressPrefix> addresses() {
    Stream<@Nullable AddressPrefix> all =
        isPresent() ? memberships.stream().map(MembershipState::from) : Stream.of(lastFrom);
    return all.filter(Objects::nonNull).collect(toCollection(LinkedHashSet::new));
  }

  boolean isPresent() {
    return !memberships.isEmpty();
  }

  /// Whether it is present, or was a moment ago, so that everything is kept for it.
  boolean isKnownAt(long now) {
    return isPresent() || now < keptUntil;
  }

  /// Whether its nick is protected against lookalikes.
  boolean isNickGuardedAt(long now) {
    return rankAt(now).isAtLeast(Rank.VIP);
  }

  /// What an edge needs to judge whether it may speak, apart from the topic's modes.
  Standing standingAt(long now) {
    long mutedUntil = mute().isActiveAt(now) ? mute().until() : 0;
    return standing(rankAt(now), mutedUntil);
  }

  /// The same as of the last event.
  Standing toldStanding() {
    return standing(ranks.told(), mute().until());
  }

  private Standing standing(Rank rank, long mutedUntil) {
    return new Standing(
        rank, mutedUntil, spokeAt, warning().isPresent(), firstJoinedAt, heardAt != 0);
  }

  /// Its rank; `GUEST` once it has been gone for longer than its rank is kept.
  Rank rankAt(long now) {
    return isKnownAt(now) ? ranks.at(now) : Rank.GUEST;
  }

  /// Whether it is present, and a moderator or higher.
  boolean isLeader() {
    return isPresent() && ranks.told().isAtLeast(Rank.MODERATOR);
  }

  /// Whether it may succeed the last moderator.
  boolean isHeir() {
    return isPresent() && !hasSteppedDown;
  }

  /// As others see it, as of the last event.
  Member member() {
    return new Member(id, nick.value(), ranks.told(), onlineAt, profile.badges());
  }

  /// As others see it at `now`.
  Member memberAt(long now) {
    return new Member(id, nick.value(), rankAt(now), onlineAt, profile.badges());
  }

  /// The reply to the message with that nonce, until the nonce expires.
  Optional<Outcome.Said> sent(String nonce, long now) {
    return nonces == null ? Optional.empty() : nonces.find(nonce, now);
  }

  @Override
  public long dueAt() {
    if (isPresent()) {
      return Math.min(ranks.endsAt(), mute().until() == 0 ? NEVER : mute().until());
    }
    return keptUntil == 0 ? forgottenAt() : keptUntil;
  }

  /// Whether it is present, or there is still something to keep of it.
  boolean isRememberedAt(long now) {
    return isPresent() || now < forgottenAt();
  }

  /// When somebody who is gone can be forgotten entirely.
  long forgottenAt() {
    return Math.max(Math.max(keptUntil, rememberedUntil), restrictedUntil());
  }

  /// Until when a mute or ban applies, or a warning is remembered.
  long restrictedUntil() {
    return restrictions.until();
  }

  /// It comes back, or for the first time, under that nick. What has expired meanwhile is over.
  void appears(Nick as, long at) {
    if (!isKnownAt(at)) {
      ranks = ranks.withoutGrants();
      hasSteppedDown = false;
    }
    ranks = ranks.withoutEnded(at);
    restrictions = restrictions.onJoinAt(at);
    keptUntil = 0;
    rememberedUntil = 0;
    onlineAt = at;
    firstJoinedAt = firstJoinedAt == 0 ? at : firstJoinedAt;
    nick = as;
  }

  /// One of its memberships, as it was before a restart.
  void restore(MembershipState membership) {
    memberships =
        Stream.concat(memberships.stream(), Stream.of(membership)).collect(toUnmodifiableList());
  }

  /// A membership begins, with the ranks that it brings along and the one that it has here.
  void joins(MembershipState membership, Event.Joined joined, long at) {
    memberships =
        Stream.concat(memberships.stream(), Stream.of(membership)).collect(toUnmodifiableList());
    profile = joined.profile();
    ranks = ranks.withAccount(joined.accountRank()).withLasting(joined.lasting());
    if (!rankAt(at).isAtLeast(joined.rank())) {
      ranks = ranks.withGranted(joined.rank());
    }
  }

  /// A membership ends.
  void leaves(MembershipState membership) {
    boolean wasOldest = memberships.getFirst() == membership;
    memberships =
        memberships.stream().filter(other -> other != membership).collect(toUnmodifiableList());
    lastFrom = membership.from();
    if (wasOldest && isPresent()) {
      onlineAt = memberships.getFirst().since();
    }
  }

  /// Its last membership has ended. What is kept for its return is kept until then; 0: nothing is.
  /// `clocksUntil` is when its clocks no longer matter.
  void departs(long clocksUntil, long keptUntil) {
    rememberedUntil = Math.max(clocksUntil, nonces == null ? 0 : nonces.endAt());
    this.keptUntil = keptUntil;
  }

  /// The topic goes on as it was saved `at` that time: what was still kept for its return then, is
  /// kept until `until` at least.
  void resume(long at, long until) {
    if (keptUntil > at) {
      keptUntil = Math.max(keptUntil, until);
    }
  }

  /// When it last spoke; 0: never.
  long spokeAt() {
    return spokeAt;
  }

  /// Its assigns are kept for its next membership.
  void keepAssigns(MembershipId lost) {
    lastLost = lost;
  }

  /// Its kept assigns were taken over, or removed.
  void releaseAssigns() {
    lastLost = null;
  }

  void rename(Nick to) {
    nick = to;
  }

  /// When the first message of its own was accepted; 0: none was.
  long heardAt() {
    return heardAt;
  }

  /// A message of its own reaches everybody.
  void heard(long at) {
    heardAt = heardAt == 0 ? at : heardAt;
  }

  /// It said something to everybody.
  void speaks(long at) {
    spokeAt = at;
  }

  /// It sent a message with that nonce, and got that reply.
  void sends(String nonce, Outcome.Said reply) {
    Nonces all = nonces;
    if (all == null) {
      all = new Nonces();
      nonces = all;
    }
    all.add(nonce, reply);
  }

  /// The rank that its id brings along is another one.
  void account(Rank rank) {
    ranks = ranks.withAccount(rank);
  }

  /// It has another lasting rank, or none, which takes the place of all that was granted here.
  void lasting(Optional<LastingRank> rank) {
    ranks = ranks.withoutGrants().withLasting(rank);
  }

  /// Its rank was changed.
  void rank(Event.RankChanged changed, long at) {
    ranks = ranks.after(changed, at);
    boolean isByItself = changed.by().equals(Optional.of(id.value()));
    hasSteppedDown = !isLeader() && (isByItself || hasSteppedDown);
  }

  void mute(Event.MemberMuted muted, long at) {
    restrictions =
        restrictions.withMute(
            new Restriction(muted.untilAt().orElse(NEVER), at, muted.by(), muted.text()));
  }

  void unmute() {
    restrictions = restrictions.withMute(Restriction.NONE);
  }

  /// It must acknowledge that before it may speak.
  void warn(Warning given) {
    restrictions = restrictions.withWarning(Optional.of(given));
  }

  /// It has acknowledged its warning.
  void acknowledges() {
    restrictions = restrictions.withWarning(Optional.empty());
  }

  /// It was kicked. If it may not come back for a while, [#ban] says until when.
  void kick(Event.MemberKicked kicked, long at) {
    if (kicked.untilAt().isPresent()) {
      restrictions =
          restrictions.withBan(
              new Restriction(ban().until(), at, Optional.of(kicked.by()), kicked.text()));
    }
  }

  /// It may not come back before `until`.
  void ban(long until) {
    restrictions = restrictions.withBan(ban().endingAt(until));
  }

  /// Whether it was `member` who imposed its restrictions, or warned it.
  boolean names(MemberId member) {
    return restrictions.names(member);
  }

  /// Whoever imposed its restrictions goes by `pseudonym`, if it was `member`.
  void erase(MemberId member, String pseudonym) {
    restrictions = restrictions.without(member, pseudonym);
  }

  void endRestrictions() {
    restrictions = PersonRestrictions.NONE;
  }

  /// Nothing is kept for its return any more. It must be gone.
  void forgetRanks() {
    keptUntil = 0;
    ranks = PersonRanks.NONE;
    hasSteppedDown = false;
  }
}
