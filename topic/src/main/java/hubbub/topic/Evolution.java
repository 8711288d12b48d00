package hubbub.topic;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Applies events to a state. Total functions of state and change: no clock, no policy, no failure.
/// An event about something that does not exist does nothing.
final class Evolution {
  private static final List<Change> NONE = List.of();

  private Evolution() {}

  /// Applies a change, and returns the messages that it turned into tombstones.
  static List<Change> apply(TopicState state, Change change) {
    return switch (change.event()) {
      case Event.Told told -> told(state, change, told);
      case Event.Kept kept -> {
        kept(state, change.at(), kept);
        yield NONE;
      }
    };
  }

  private static List<Change> told(TopicState state, Change change, Event.Told event) {
    switch (event) {
      case Event.Message message -> say(state, change, message);
      case Event.MessageDeleted deleted -> {
        return state.messages().delete(deleted.id(), state::tombstoneFrame);
      }
      case Event.HistoryCleared cleared -> {
        return state.messages().clear(cleared.member(), state::tombstoneFrame);
      }
      case Event.TitleChanged title -> entitle(state, title, change.at());
      case Event.QuietChanged quiet -> state.set(state.modes().withQuiet(quiet.quiet()));
      case Event.SlowChanged slow -> state.set(state.modes().withSlow(slow.slow()));
      case Event.LockChanged lock -> state.set(state.modes().withLock(lock.lock()));
      case Event.KeywordsChanged board -> state.board().tell(board.keywords(), change.at());
      case Event.RankChanged changed -> rank(state, changed, change.at());
      case Event.MemberMuted muted -> mute(state, muted, change.at());
      case Event.MemberUnmuted unmuted -> unmute(state, unmuted.member());
      case Event.MemberKicked kicked -> kick(state, kicked, change.at());
      case Event.NickChanged changed -> rename(state, changed, change.at());
      case Event.Custom _ -> {}
    }
    return NONE;
  }

  private static void kept(TopicState state, long at, Event.Kept event) {
    switch (event) {
      case Event.Joined joined -> enter(state, joined, at);
      case Event.Left left -> leave(state, left.membership(), left.ending(), at);
      case Event.NodeLeft gone -> {
        for (MembershipId id : state.people().ofNode(gone.node())) {
          leave(state, id, new Ending.Lost(), at);
        }
      }
      case Event.Reigned reigned -> state.beginReign(reigned.epoch());
      case Event.Challenged _ -> {}
      case Event.Died _ -> state.life().end();
      case Event.KeptOut out -> keepOut(state, out, at);
      case Event.Forgotten forgotten -> {
        forgotten.members().forEach(id -> forget(state, id, at));
        state.people().endBars(at);
        state.messages().trim(at);
      }
      case Event.PasswordSet set -> state.set(state.modes().withPassword(set.digest()));
      case Event.KeywordBlocked blocked ->
          state.board().block(blocked.keyword(), blocked.untilAt(), at);
      case Event.SlotsChanged changed -> edit(state, changed.edits());
      case Event.Answered answered -> {
        MembershipState seat = state.people().seat(answered.membership());
        if (seat != null) {
          seat.did(answered.number(), answered.outcome());
        }
      }
    }
  }

  private static void say(TopicState state, Change change, Event.Message message) {
    state.messages().add(change);
    Person author = state.people().get(message.from().id());
    if (author == null) {
      return;
    }
    author.spokeAt = change.at();
    if (message.nonce().isPresent()) {
      Nonces nonces = author.nonces;
      if (nonces == null) {
        nonces = new Nonces();
        author.nonces = nonces;
      }
      nonces.add(message.nonce().get(), Outcome.Sent.of(change));
    }
  }

  private static void entitle(TopicState state, Event.TitleChanged title, long at) {
    state.set(state.modes().withTitle(title.title()));
    Person person = state.people().get(new MemberId(title.by()));
    if (person != null) {
      person.spokeAt = at;
    }
  }

  private static void rank(TopicState state, Event.RankChanged changed, long at) {
    Person person = state.people().get(changed.member());
    if (person == null) {
      return;
    }
    int leaders = state.people().leaders();
    state
        .people()
        .change(
            person,
            it -> {
              if (changed.untilAt().isPresent()) {
                it.temporaryRank = changed.rank();
                it.temporaryRankUntil = changed.untilAt().getAsLong();
              } else {
                it.endTemporaryRank();
                it.grantedRank =
                    it.standing.isAtLeast(changed.rank()) ? Rank.GUEST : changed.rank();
              }
              boolean isByItself = changed.by().equals(Optional.of(it.id().value()));
              it.hasSteppedDown = !it.isLeader() && (isByItself || it.hasSteppedDown);
            });
    state.life().led(leaders, state.people().leaders(), at);
    state.reschedule(person);
  }

  private static void mute(TopicState state, Event.MemberMuted muted, long at) {
    Person person = state.people().get(muted.member());
    if (person != null) {
      person.mutedUntil = muted.untilAt().orElse(Deadline.NEVER);
      person.muting = new Person.Act(at, muted.by(), muted.text());
      state.reschedule(person);
      forgetSoonestBarred(state, person, at);
    }
  }

  private static void unmute(TopicState state, MemberId id) {
    Person person = state.people().get(id);
    if (person != null) {
      person.endMute();
      state.reschedule(person);
    }
  }

  private static void rename(TopicState state, Event.NickChanged changed, long at) {
    Person person = state.people().get(changed.member());
    if (person != null) {
      state.people().rename(person, changed.nick());
      person.spokeAt = at;
    }
  }

  /// Discards what is kept for a member's return. Separate [Event.Left] events end its memberships.
  private static void kick(TopicState state, Event.MemberKicked kicked, long at) {
    Person person = state.people().get(kicked.member());
    if (person == null) {
      return;
    }
    if (kicked.untilAt().isPresent()) {
      person.keepingOut = new Person.Act(at, Optional.of(kicked.by()), kicked.text());
    }
    if (!person.isPresent()) {
      forgetRanks(state, person);
      state.reschedule(person);
    }
  }

  private static void keepOut(TopicState state, Event.KeptOut out, long at) {
    out.addresses().forEach(address -> state.people().bar(address, out.untilAt(), at));
    Person person = state.people().get(out.member());
    if (person != null) {
      person.keptOutUntil = out.untilAt();
      state.reschedule(person);
      forgetSoonestBarred(state, person, at);
    }
  }

  private static void enter(TopicState state, Event.Joined joined, long at) {
    if (state.people().seat(joined.membership()) != null) {
      return;
    }
    Person before = state.people().get(joined.member());
    if (before != null && !before.isKnownAt(at)) {
      dropAssigns(state, before);
    }
    int leaders = state.people().leaders();
    Person person = state.people().enter(joined, at);
    state.life().entered();
    state.life().led(leaders, state.people().leaders(), at);
    MembershipId lost = person.lastLost;
    if (lost != null) {
      state.slots().move(lost, joined.membership());
      person.lastLost = null;
    }
    state.reschedule(person);
  }

  private static void leave(TopicState state, MembershipId id, Ending ending, long at) {
    int leaders = state.people().leaders();
    Person person = state.people().leave(id);
    if (person == null) {
      return;
    }
    boolean isLost = ending.isLoss();
    keepAssigns(state, person, id, isLost);
    if (!person.isPresent()) {
      depart(state, person, ending, at);
    }
    state.life().led(leaders, state.people().leaders(), at);
    if (state.people().present() == 0) {
      if (isLost) {
        state.life().linger(Deadline.after(at, state.settings().lingerMillis()), at);
      } else {
        state.life().end();
      }
    }
  }

  /// Moves the assigns of a lost membership to the one that takes over, or keeps them until there
  /// is one. [Removals] must predict what is dropped here.
  private static void keepAssigns(
      TopicState state, Person person, MembershipId id, boolean isLost) {
    if (!isLost) {
      state.slots().drop(id).forEach(state::remove);
      return;
    }
    person
        .heirBeside(Set.of(id))
        .ifPresentOrElse(
            heir -> state.slots().move(id, heir).forEach(state::remove),
            () -> person.lastLost = id);
  }

  private static void depart(TopicState state, Person person, Ending ending, long at) {
    long slowUntil =
        state.modes().slowAt(at).map(slow -> person.spokeAt + slow.intervalMillis()).orElse(0L);
    Nonces nonces = person.nonces;
    person.rememberedUntil = Math.max(slowUntil, nonces == null ? 0 : nonces.endAt());
    if (ending.isKept()) {
      person.keptUntil = Deadline.after(at, state.settings().lingerMillis());
    }
    forget(state, person.id(), at);
    forgetSoonestBarred(state, person, at);
  }

  /// Forgets the barred person whose bar ends soonest if `newest`, who is gone and barred, is one
  /// too many.
  private static void forgetSoonestBarred(TopicState state, Person newest, long at) {
    if (newest.isPresent() || newest.barredUntil() <= at) {
      return;
    }
    state
        .people()
        .soonestBarred(newest, at)
        .ifPresent(person -> {
          person.endBars();
          forget(state, person.id(), at);
        });
  }

  private static void forgetRanks(TopicState state, Person person) {
    person.keptUntil = 0;
    person.loseRanks();
    person.standing = Rank.GUEST;
    state.people().releaseNick(person);
    dropAssigns(state, person);
  }

  private static void dropAssigns(TopicState state, Person person) {
    MembershipId lost = person.lastLost;
    if (lost != null) {
      state.slots().drop(lost).forEach(state::remove);
      person.lastLost = null;
    }
  }

  /// Forgets what no longer matters of somebody who is gone: what is kept in case of a return, or
  /// everything.
  private static void forget(TopicState state, MemberId id, long at) {
    Person person = state.people().get(id);
    if (person == null || person.isPresent()) {
      return;
    }
    if (person.keptUntil <= at) {
      forgetRanks(state, person);
    }
    if (person.forgottenAt() <= at) {
      state.people().forget(person);
      state.remove(person);
    } else {
      state.reschedule(person);
    }
  }

  /// Ignores edits to memberships that no longer exist.
  private static void edit(TopicState state, List<SlotEdit> edits) {
    List<SlotEdit> meant =
        edits.stream()
            .filter(edit -> edit.place().membership().map(id -> isKept(state, id)).orElse(true))
            .toList();
    for (SlotEdit edit : meant) {
      SlotValue gone = state.slots().apply(edit);
      if (gone != null) {
        state.remove(gone);
      }
      SlotValue now = state.slots().get(edit.place());
      if (now != null) {
        state.reschedule(now);
      }
    }
  }

  /// Whether that membership exists, or was lost and still has assigns to take over.
  private static boolean isKept(TopicState state, MembershipId id) {
    return state.people().seat(id) != null || !state.slots().isEmpty(id);
  }
}
