package hubbub.topic;

import hubbub.topic.port.AddressTags;
import hubbub.topic.port.Ids;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Decides what members and the server ask for: checks the rank, then passes the command to its
/// family of rules. Joining and leaving, which need no rank, are in [TopicRules].
final class CommandRules {
  private final KeywordRules keywords;
  private final Optional<ExtensionHooks> hooks;
  private final AutomaticShield automaticShield;
  private final Ids ids;
  private final AffiliationRules affiliations;
  private final Enactment enactment;
  private final AddressTags tags;

  CommandRules(
      KeywordRules keywords,
      Optional<ExtensionHooks> hooks,
      AutomaticShield automaticShield,
      Ids ids,
      AddressTags tags) {
    this.keywords = keywords;
    this.hooks = hooks;
    this.automaticShield = automaticShield;
    this.ids = ids;
    BannedPeople banned = new BannedPeople(tags);
    this.affiliations = new AffiliationRules(tags, banned);
    this.enactment = new Enactment(banned);
    this.tags = tags;
  }

  /// Decides a command of `who`, if their rank allows it.
  Outcome decide(DecisionBuilder decision, Who who, Request request) {
    return RankPolicy.refusal(decision, who, request.command())
        .or(() -> ModeRules.longText(request.command()))
        .orElseGet(() -> {
          Outcome outcome = act(decision, who, request);
          if (!(outcome instanceof Outcome.Refused)) {
            record(decision, who, request.command());
          }
          return outcome;
        });
  }

  /// Adds a line to the audit log. In a registered topic, a lasting act and its line go to the
  /// store first.
  private void record(DecisionBuilder decision, Who who, Command command) {
    Optional<AuditEntry> entry = AuditRules.entry(decision, who, command);
    if (entry.isEmpty()) {
      return;
    }
    Optional<Decision.Lasting> lasting =
        decision.act().map(act -> new Decision.Lasting(act, entry.get()));
    if (lasting.isPresent() && isStored(decision, lasting.get().act())) {
      decision.write(lasting.get());
    } else {
      lasting.ifPresent(now -> enactment.enact(decision, now, 0));
      decision.add(new Event.Audited(entry.get()));
    }
  }

  private static boolean isStored(DecisionBuilder decision, LastingAct act) {
    return decision.state.registration().isPresent() || act instanceof LastingAct.Register;
  }

  /// What follows from lasting acts.
  Enactment enactment() {
    return enactment;
  }

  private Outcome act(DecisionBuilder decision, Who who, Request request) {
    return switch (request.command()) {
      case Command.Join _, Command.Leave _, Command.Prove _, Command.ChangeAccountRank _ ->
          Outcome.invalid("actor", "a membership");
      case Command.Read read -> read(decision, who, read);
      case Command.Send send -> send(decision, who, send);
      case Command.SetNick set -> heard(decision, who, () -> nick(decision, who, set.nick()));
      case Command.SetTitle set -> heard(decision, who, () -> title(decision, who, set.title()));
      case Command.SetQuiet set -> ModeRules.quiet(decision, who, set);
      case Command.SetSlow set -> ModeRules.slow(decision, who, set);
      case Command.Shield set -> shield(decision, who, set);
      case Command.SetLock set -> lock(decision, who, set);
      case Command.Grant grant -> RankRules.grant(decision, who, grant, stored(decision, request));
      case Command.Revoke revoke ->
          RankRules.revoke(decision, who, revoke, stored(decision, request));
      case Command.Ban ban -> ban(decision, who, ban, stored(decision, request));
      case Command.Unban unban ->
          AffiliationRules.unban(decision, unban, stored(decision, request));
      case Command.Register register -> RegistrationRules.register(decision, who, register);
      case Command.Configure configure -> RegistrationRules.configure(decision, configure);
      case Command.Unregister _ -> RegistrationRules.unregister(decision);
      case Command.Mute mute -> RankRules.mute(decision, who, mute);
      case Command.Unmute unmute -> RankRules.unmute(decision, who, unmute);
      case Command.Warn warn -> WarningRules.warn(decision, who, warn);
      case Command.Acknowledge _ -> WarningRules.acknowledge(decision, who);
      case Command.Approve approve -> approve(decision, who, approve);
      case Command.Reject reject -> HoldRules.reject(decision, who, reject);
      case Command.Kick kick -> kick(decision, who, kick);
      case Command.Delete delete -> delete(decision, who, delete);
      case Command.Clear clear -> clear(decision, who, clear);
      case Command.Sweep sweep -> sweep(decision, who, sweep);
      case Command.UndoSweep undo -> SweepRules.undo(decision, who, undo);
      case Command.RemoveKeyword remove -> keywords.remove(decision, remove);
      case Command.PinKeyword pin -> heard(decision, who, () -> keywords.pin(decision, pin));
      case Command.Custom custom ->
          hooks
              .map(kind -> kind.command(decision, who, request, custom))
              .orElseGet(() -> Outcome.refused(Reason.UNKNOWN_COMMAND));
    };
  }

  private Outcome read(DecisionBuilder decision, Who who, Command.Read read) {
    return ReadRules.read(decision.state, who, read, new ReadContext(decision.now, tags));
  }

  /// What is known of the one whom the request is about: by the store, or by a topic that is not
  /// registered itself.
  StoredStanding stored(DecisionBuilder decision, Request request) {
    return request.stored().orElseGet(() -> affiliations.remembered(decision, request.command()));
  }

  private static Outcome nick(DecisionBuilder decision, Who who, Nick nick) {
    return Optional.ofNullable(who.person())
        .flatMap(person -> ShieldRules.nick(decision, person))
        .orElseGet(() -> ModeRules.nick(decision, who, nick));
  }

  private Outcome shield(DecisionBuilder decision, Who who, Command.Shield set) {
    return who.outside() instanceof Actor.Guard
        ? ShieldRules.raise(decision, set, automaticShield)
        : ShieldRules.set(decision, who, set);
  }

  private Outcome title(DecisionBuilder decision, Who who, Title title) {
    return decision.state.registration().isPresent()
        ? RegistrationRules.title(decision, title)
        : ModeRules.title(decision, who, title);
  }

  private Outcome lock(DecisionBuilder decision, Who who, Command.SetLock lock) {
    return decision.state.registration().isPresent()
        ? RegistrationRules.lock(decision, lock)
        : ModeRules.lock(decision, who, lock);
  }

  private Outcome ban(DecisionBuilder decision, Who who, Command.Ban ban, StoredStanding stored) {
    Outcome outcome = affiliations.ban(decision, who, ban, stored);
    if (outcome.equals(Outcome.OK)
        && ban.withMessages()
        && ban.subject() instanceof Subject.Member(MemberId id)) {
      keywords.cleared(decision, id);
    }
    return outcome;
  }

  /// Whatever broadcasts its sender's own words counts as speaking.
  private static Outcome heard(DecisionBuilder decision, Who who, Supplier<Outcome> act) {
    return SpeechRules.silence(decision, who).orElseGet(act);
  }

  private Outcome send(DecisionBuilder decision, Who who, Command.Send send) {
    Outcome outcome = SpeechRules.send(decision, who, send, ids);
    if (outcome instanceof Outcome.Sent sent && !decision.isEmpty() && who.person() != null) {
      keywords.said(decision, who.person().id(), send.terms(), sent.id());
    }
    return outcome;
  }

  private Outcome approve(DecisionBuilder decision, Who who, Command.Approve approve) {
    Optional<HeldMessage> found = decision.state.held().find(approve.id(), decision.now);
    if (found.isEmpty()) {
      return Outcome.refused(Reason.UNKNOWN_MESSAGE);
    }
    HeldMessage held = found.get();
    Outcome outcome = HoldRules.approve(decision, who, held);
    keywords.said(decision, held.from().id(), held.terms(), held.id());
    return outcome;
  }

  private Outcome kick(DecisionBuilder decision, Who who, Command.Kick kick) {
    Outcome outcome = LeaveRules.kick(decision, who, kick);
    if (outcome.equals(Outcome.OK) && kick.withMessages()) {
      keywords.cleared(decision, kick.member());
    }
    return outcome;
  }

  private Outcome sweep(DecisionBuilder decision, Who who, Command.Sweep sweep) {
    Outcome outcome = SweepRules.sweep(decision, who, sweep, ids);
    List.copyOf(decision.events()).stream()
        .filter(Event.HistoryCleared.class::isInstance)
        .flatMap(event -> ((Event.HistoryCleared) event).member().stream())
        .forEach(author -> keywords.cleared(decision, author));
    return outcome;
  }

  private Outcome delete(DecisionBuilder decision, Who who, Command.Delete delete) {
    Outcome outcome = DeletionRules.delete(decision, who, delete);
    if (outcome.equals(Outcome.OK)) {
      keywords.deleted(decision, delete.id());
    }
    return outcome;
  }

  private Outcome clear(DecisionBuilder decision, Who who, Command.Clear clear) {
    Outcome outcome = DeletionRules.clear(decision, who, clear);
    if (outcome.equals(Outcome.OK)) {
      clear
          .member()
          .ifPresentOrElse(
              author -> keywords.cleared(decision, author), () -> keywords.cleared(decision));
    }
    return outcome;
  }
}
