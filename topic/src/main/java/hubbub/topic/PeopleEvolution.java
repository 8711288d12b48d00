package hubbub.topic;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Applies one event about people, or about slots: how people come, go and are forgotten, what is
/// kept for them, and what moderators do to them. Part of [Evolution], so it can't fail; each
/// method applies one kind of event.
final class PeopleEvolution {
  private static final long REGULARS_MILLIS = 3_600_000;

  private final TopicState state;
  private final long at;
  private final List<SlotValue> removed = new ArrayList<>(0);
  private final List<Deadline> rescheduled = new ArrayList<>(0);
  private final List<Deadline> gone = new ArrayList<>(0);
  private final List<MembershipId> ended = new ArrayList<>(0);

  PeopleEvolution(TopicState state, long at) {
    this.state = state;
    this.at = at;
  }

  /// What follows from what was applied.
  Effects effects() {
    return rescheduled.isEmpty() && gone.isEmpty() && ended.isEmpty()
        ? Effects.NONE
        : new Effects(List.of(), removed, rescheduled, gone, ended);
  }

  void rank(Event.RankChanged changed) {
    rank(changed.member(), person -> person.rank(changed, at));
  }

  void account(Event.AccountRankChanged changed) {
    rank(changed.member(), person -> person.account(changed.rank()));
  }

  /// A ban, or the rank of whoever is not known, leaves nothing here.
  void affiliate(Affiliation affiliation) {
    if (!affiliation.isBan()) {
      lasting(affiliation.subject(), affiliation.lasting());
    }
  }

  void unaffiliate(Event.Unaffiliated forgotten) {
    if (!forgotten.ban()) {
      lasting(forgotten.subject(), Optional.empty());
    }
  }

  private void lasting(Subject subject, Optional<LastingRank> rank) {
    if (subject instanceof Subject.Member(MemberId id)) {
      rank(id, person -> person.lasting(rank));
    }
  }

  private void rank(MemberId member, Consumer<Person> how) {
    Person person = state.people().get(member);
    if (person == null) {
      return;
    }
    int leaders = state.people().leaders();
    state.people().change(person, how);
    state.life().led(leaders, state.people().leaders(), at);
    rescheduled.add(person);
  }

  void mute(Event.MemberMuted muted) {
    Person person = state.people().get(muted.member());
    if (person != null) {
      person.mute(muted, at);
      rescheduled.add(person);
      forgetSoonestRestricted(person);
    }
  }

  void unmute(MemberId id) {
    Person person = state.people().get(id);
    if (person != null) {
      person.unmute();
      rescheduled.add(person);
    }
  }

  /// A warning that need not be acknowledged leaves nothing behind.
  void warn(Event.Warned warned) {
    Person person = state.people().get(warned.member());
    if (person != null && warned.acknowledge()) {
      person.warn(warned.warning());
      rescheduled.add(person);
      forgetSoonestRestricted(person);
    }
  }

  void acknowledge(MemberId id) {
    Person person = state.people().get(id);
    if (person != null) {
      person.acknowledges();
      rescheduled.add(person);
    }
  }

  void rename(Event.NickChanged changed) {
    Person person = state.people().get(changed.member());
    if (person != null) {
      state.people().rename(person, changed.nick());
      person.speaks(at);
    }
  }

  /// Discards what is kept for a member's return. Separate [Event.Left] events end its memberships.
  void kick(Event.MemberKicked kicked) {
    Person person = state.people().get(kicked.member());
    if (person == null) {
      return;
    }
    person.kick(kicked, at);
    if (!person.isPresent()) {
      forgetRanks(person);
      rescheduled.add(person);
    }
  }

  /// Discards what is kept for a member's return. Separate [Event.Left] events end its memberships.
  void ban(Event.MemberBanned banned) {
    Person person = state.people().get(banned.member());
    if (person != null && !person.isPresent()) {
      forgetRanks(person);
      rescheduled.add(person);
    }
  }

  void keepOut(Event.KeptOut out) {
    out.addresses()
        .forEach(address -> state.people().addressBans().add(address, out.untilAt(), at));
    Person person = state.people().get(out.member());
    if (person != null) {
      person.ban(out.untilAt());
      rescheduled.add(person);
      forgetSoonestRestricted(person);
    }
  }

  void enter(Event.Joined joined) {
    if (state.people().membership(joined.membership()) != null) {
      return;
    }
    Optional<Long> formerlySince =
        joined.formerly().map(state.people()::get).map(Person::firstJoinedAt);
    joined.formerly().ifPresent(guest -> state.held().passOn(guest, joined.member()));
    joined.formerly().ifPresent(this::giveUp);
    Person before = state.people().get(joined.member());
    if (before != null && !before.isKnownAt(at)) {
      dropAssigns(before);
    }
    int leaders = state.people().leaders();
    Person person = state.people().enter(joined, at);
    formerlySince.ifPresent(person::knownSince);
    state.life().entered();
    state.life().led(leaders, state.people().leaders(), at);
    MembershipId lost = person.lastLost();
    if (lost != null) {
      removed(state.slots().move(lost, joined.membership()));
      person.releaseAssigns();
    }
    rescheduled.add(person);
  }

  /// Discards what is kept for the return of a guest who has become somebody else, but for its mute
  /// and warning: it could come back.
  private void giveUp(MemberId guest) {
    Person person = state.people().get(guest);
    if (person != null && !person.isPresent()) {
      forgetRanks(person);
      forget(person);
    }
  }

  /// The oldest `most` memberships through a node are lost.
  void lose(int node, int most) {
    for (MembershipId id : state.people().ofNode(node, most)) {
      leave(id, new Ending.Lost());
    }
  }

  void leave(MembershipId id, Ending ending) {
    int leaders = state.people().leaders();
    Person person = state.people().leave(id);
    if (person == null) {
      return;
    }
    ended.add(id);
    keepAssigns(person, id, ending);
    if (!person.isPresent()) {
      depart(person, ending);
    }
    state.life().led(leaders, state.people().leaders(), at);
    if (state.people().present() == 0) {
      emptied(ending);
    }
    if (state.isOver()) {
      removed(state.slots().clear());
    }
  }

  /// The last member is gone: the topic lingers in case they were lost, or for its history.
  private void emptied(Ending ending) {
    long forReturn = ending.isLoss() ? state.settings().lingerMillis() : 0;
    long forHistory = state.messageBytes() > 0 ? state.historyWhenEmptyMillis() : 0;
    long linger = Math.max(forReturn, forHistory);
    if (linger > 0) {
      state.life().linger(Deadline.after(at, linger), at);
    } else {
      state.life().end();
    }
  }

  /// The topic is over.
  void die() {
    state.life().end();
    removed(state.slots().clear());
  }

  private void removed(List<SlotValue> values) {
    removed.addAll(values);
    gone.addAll(values);
  }

  /// Moves the assigns of a lost membership to the newest that is left, which takes over, or keeps
  /// them until there is one.
  private void keepAssigns(Person person, MembershipId id, Ending ending) {
    if (!ending.isLoss()) {
      removed(state.slots().drop(id));
    } else if (person.isPresent()) {
      removed(state.slots().move(id, person.memberships().getLast().id()));
    } else {
      person.keepAssigns(id);
    }
  }

  /// Until when it matters when `person` last spoke, or first joined: a regular who comes back
  /// while a shield is up must not be taken for a newcomer, for an hour at most.
  private long clocksUntil(Person person) {
    long slow =
        state.modes().slowAt(at).map(it -> person.spokeAt() + it.intervalMillis()).orElse(0L);
    Optional<Shield> shield = state.modes().shieldAt(at);
    if (shield.isEmpty()) {
      return slow;
    }
    boolean isBound = shield.get().binds(Rank.GUEST, person.firstJoinedAt());
    long shielded =
        isBound
            ? person.spokeAt() + Shield.SLOW_MILLIS
            : Math.min(shield.get().untilAt(), Deadline.after(at, REGULARS_MILLIS));
    return Math.max(slow, shielded);
  }

  private void depart(Person person, Ending ending) {
    long keptUntil = ending.isKept() ? Deadline.after(at, state.settings().lingerMillis()) : 0;
    person.departs(clocksUntil(person), keptUntil);
    forget(person);
    forgetSoonestRestricted(person);
  }

  /// If `newest` is gone and muted or banned, and one too many, forgets the one whose mute or ban
  /// ends soonest.
  private void forgetSoonestRestricted(Person newest) {
    if (newest.isPresent() || newest.restrictedUntil() <= at) {
      return;
    }
    state
        .people()
        .soonestRestricted(newest, at)
        .ifPresent(person -> {
          person.endRestrictions();
          forget(person);
        });
  }

  /// Forgets what has expired: of those members, and of banned addresses.
  void forget(List<MemberId> members) {
    for (MemberId id : members) {
      Person person = state.people().get(id);
      if (person != null && !person.isPresent()) {
        forget(person);
      }
    }
    state.people().addressBans().trim(at);
  }

  /// Forgets a member who is gone, and puts `pseudonym` in place of it elsewhere.
  void erase(MemberId id, String pseudonym) {
    Person person = state.people().get(id);
    if (person != null && !person.isPresent()) {
      forgetRanks(person);
      state.people().forget(person);
      gone.add(person);
    }
    state.people().after(null).forEach(other -> other.erase(id, pseudonym));
  }

  /// Forgets what no longer matters of somebody who is gone: what is kept in case of a return, or
  /// everything.
  private void forget(Person person) {
    if (person.keptUntil() <= at) {
      forgetRanks(person);
    }
    if (person.forgottenAt() <= at) {
      state.people().forget(person);
      gone.add(person);
    } else {
      rescheduled.add(person);
    }
  }

  private void forgetRanks(Person person) {
    person.forgetRanks();
    state.people().nicks().release(person);
    dropAssigns(person);
  }

  private void dropAssigns(Person person) {
    MembershipId lost = person.lastLost();
    if (lost != null) {
      removed(state.slots().drop(lost));
      person.releaseAssigns();
    }
  }

  /// Ignores edits to memberships that no longer exist.
  void edit(List<SlotEdit> edits) {
    List<SlotEdit> meant = edits.stream().filter(edit -> hasOwner(edit.place().scope())).toList();
    for (SlotEdit edit : meant) {
      SlotValue before = state.slots().apply(edit);
      if (before != null && edit instanceof SlotEdit.Removed) {
        removed(List.of(before));
      } else if (before != null) {
        gone.add(before);
      }
      SlotValue now = state.slots().get(edit.place());
      if (now != null) {
        rescheduled.add(now);
      }
    }
  }

  /// False for a membership that does not exist, unless it was lost and still has assigns to take
  /// over.
  private boolean hasOwner(SlotScope scope) {
    return switch (scope) {
      case SlotScope.Topic _ -> true;
      case SlotScope.Assigns(MembershipId id) ->
          state.people().membership(id) != null || !state.slots().isEmpty(scope);
    };
  }
}
