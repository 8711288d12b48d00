package hubbub.topic;

import java.util.function.Consumer;

/// Applies events to a state. Total functions of state and change: no clock, no policy, no failure.
/// An event about something that does not exist does nothing.
final class Evolution {
  private Evolution() {}

  /// Applies a change, and returns what follows from it.
  static Effects apply(TopicState state, Change change) {
    return switch (change.event()) {
      case Event.Told told -> told(state, change, told);
      case Event.Kept kept -> kept(state, change.at(), kept);
    };
  }

  private static Effects told(TopicState state, Change change, Event.Told event) {
    long at = change.at();
    return switch (event) {
      case Event.Message message -> say(state, change, message);
      case Event.MessageDeleted deleted ->
          Effects.ofTombstones(state.messages().delete(deleted.id(), state::tombstoneFrame));
      case Event.HistoryCleared cleared ->
          Effects.ofTombstones(state.messages().clear(cleared.member(), state::tombstoneFrame));
      case Event.TitleChanged title -> entitle(state, title, at);
      case Event.QuietChanged quiet -> set(state, state.modes().withQuiet(quiet.quiet()));
      case Event.SlowChanged slow -> set(state, state.modes().withSlow(slow.slow()));
      case Event.ShieldChanged it -> set(state, state.modes().withShield(it.shield()));
      case Event.LockChanged lock -> set(state, state.modes().withLock(lock.lock()));
      case Event.KeywordsChanged board -> {
        state.board().tell(board.keywords(), at);
        yield Effects.NONE;
      }
      case Event.RankChanged changed -> change(state, at, people -> people.rank(changed));
      case Event.MemberMuted muted -> change(state, at, people -> people.mute(muted));
      case Event.MemberUnmuted unmuted ->
          change(state, at, people -> people.unmute(unmuted.member()));
      case Event.MemberKicked kicked -> change(state, at, people -> people.kick(kicked));
      case Event.MemberBanned banned -> change(state, at, people -> people.ban(banned));
      case Event.NickChanged changed -> change(state, at, people -> people.rename(changed));
      case Event.SettingsChanged _ -> Effects.NONE;
      case Event.Custom _ -> Effects.NONE;
    };
  }

  private static Effects kept(TopicState state, long at, Event.Kept event) {
    return switch (event) {
      case Event.Joined joined -> change(state, at, people -> people.enter(joined));
      case Event.Private told -> privately(state, at, told);
      case Event.Swept(Sweep sweep) -> {
        state.sweeps().add(sweep);
        yield Effects.NONE;
      }
      case Event.SweepUndone(String id) -> {
        state.sweeps().remove(id);
        yield Effects.NONE;
      }
      case Event.Acknowledged it -> change(state, at, people -> people.acknowledge(it.member()));
      case Event.AccountRankChanged changed -> change(state, at, people -> people.account(changed));
      case Event.Left left ->
          change(state, at, people -> people.leave(left.membership(), left.ending()));
      case Event.NodeLeft gone ->
          change(state, at, people -> people.lose(gone.node(), gone.most()));
      case Event.Reigned reigned -> {
        state.beginReign(reigned.epoch());
        yield Effects.NONE;
      }
      case Event.Challenged _ -> Effects.NONE;
      case Event.Died _ -> change(state, at, PeopleEvolution::die);
      case Event.KeptOut out -> change(state, at, people -> people.keepOut(out));
      case Event.Forgotten forgotten -> {
        state.messages().trim(at);
        yield change(state, at, people -> people.forget(forgotten.members()));
      }
      case Event.PasswordSet set -> set(state, state.modes().withPassword(set.digest()));
      case Event.PasswordGuessed guessed -> {
        state.guessed(guessed.guesses());
        yield Effects.NONE;
      }
      case Event.KeywordBlocked blocked -> {
        state.board().block(blocked.keyword(), blocked.untilAt(), at);
        yield Effects.NONE;
      }
      case Event.SlotsChanged changed -> change(state, at, people -> people.edit(changed.edits()));
      case Event.Affiliated affiliated -> {
        if (state.registration().isEmpty()) {
          state.affiliations().put(affiliated.affiliation(), at);
        }
        yield change(state, at, people -> people.affiliate(affiliated.affiliation()));
      }
      case Event.Unaffiliated forgotten -> {
        state.affiliations().remove(forgotten.subject(), forgotten.ban());
        yield change(state, at, people -> people.unaffiliate(forgotten));
      }
      case Event.RegistrationChanged changed -> {
        state.register(changed.registration());
        if (changed.registration().isEmpty() && state.people().present() == 0) {
          state.life().lingerAtMost(Deadline.after(at, state.settings().lingerMillis()));
        }
        yield Effects.NONE;
      }
      case Event.Audited(AuditEntry entry) -> {
        if (state.registration().isEmpty()) {
          state.audit().add(entry);
        }
        yield Effects.NONE;
      }
      case Event.Erased(MemberId member, String pseudonym) -> {
        state.erase(member, pseudonym);
        yield change(state, at, people -> people.erase(member, pseudonym));
      }
      case Event.Answered answered -> answer(state, answered);
    };
  }

  private static Effects privately(TopicState state, long at, Event.Private event) {
    return switch (event) {
      case Event.Warned warned -> change(state, at, people -> people.warn(warned));
      case Event.MessageHeld(HeldMessage message) -> hold(state, message);
      case Event.MessageResolved resolved -> {
        resolve(state.held(), resolved);
        yield Effects.NONE;
      }
    };
  }

  private static Effects hold(TopicState state, HeldMessage message) {
    state.held().add(message);
    Person author = state.people().get(message.from().id());
    if (author != null) {
      author.speaks(message.at());
      message.nonce().ifPresent(nonce -> author.sends(nonce, message.reply()));
    }
    return Effects.NONE;
  }

  private static void resolve(HeldMessages held, Event.MessageResolved resolved) {
    switch (resolved.how()) {
      case APPROVED -> held.approve(resolved.id());
      case REJECTED, EXPIRED, REMOVED -> held.remove(resolved.id());
    }
  }

  private static Effects say(TopicState state, Change change, Event.Message message) {
    state.messages().add(change);
    long keptMillis = state.historyWhenEmptyMillis();
    if (keptMillis > 0 && state.people().present() == 0) {
      state.life().lingerAtLeast(Deadline.after(change.at(), keptMillis));
    }
    boolean wasHeld = state.held().takeApproved(message.id());
    Person author = state.people().get(message.from().id());
    if (author != null) {
      author.heard(change.at());
      if (!wasHeld) {
        author.speaks(change.at());
      }
      if (message.nonce().isPresent()) {
        author.sends(message.nonce().get(), Outcome.Sent.of(change));
      }
    }
    return Effects.NONE;
  }

  private static Effects entitle(TopicState state, Event.TitleChanged title, long at) {
    Person person = state.people().get(new MemberId(title.by()));
    if (person != null) {
      person.speaks(at);
    }
    return set(state, state.modes().withTitle(title.title()));
  }

  private static Effects set(TopicState state, Modes modes) {
    state.set(modes);
    return Effects.NONE;
  }

  private static Effects change(TopicState state, long at, Consumer<PeopleEvolution> how) {
    PeopleEvolution people = new PeopleEvolution(state, at);
    how.accept(people);
    return people.effects();
  }

  private static Effects answer(TopicState state, Event.Answered answered) {
    MembershipState membership = state.people().membership(answered.membership());
    if (membership != null) {
      membership.did(answered.number(), answered.outcome());
    }
    return Effects.NONE;
  }
}
