package hubbub.topic;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/// Which commands leave a line in the audit log, and what it says: everything that removes,
/// restricts or raises somebody, or changes the topic.
final class AuditRules {
  private AuditRules() {}

  /// The line for a command that was carried out; empty if it leaves none.
  static Optional<AuditEntry> entry(DecisionBuilder decision, Who who, Command command) {
    return switch (command) {
      case Command.SetTitle set -> line(decision, who, command).value(set.title().value()).done();
      case Command.SetQuiet set ->
          line(decision, who, command)
              .value(set.minRank().map(Rank::word).orElse("off"))
              .until(set.ttlMillis())
              .done();
      case Command.SetSlow set ->
          line(decision, who, command)
              .value(String.valueOf(set.intervalMillis()))
              .until(set.ttlMillis())
              .done();
      case Command.Shield shield ->
          line(decision, who, command)
              .value(shield.preset().map(ShieldPreset::word).orElse("off"))
              .until(ShieldRules.ttl(shield))
              .done();
      case Command.SetLock _, Command.Register _, Command.Configure _, Command.Unregister _ ->
          line(decision, who, command).done();
      case Command.Grant grant ->
          line(decision, who, command)
              .about(grant.member())
              .value(grant.rank().word())
              .until(grant.ttlMillis())
              .done();
      case Command.Revoke revoke -> line(decision, who, command).about(revoke.member()).done();
      case Command.Mute mute ->
          line(decision, who, command).about(mute.member()).until(mute.ttlMillis()).done();
      case Command.Unmute unmute -> line(decision, who, command).about(unmute.member()).done();
      case Command.Warn warn -> {
        Line line = line(decision, who, command).about(warn.member());
        warn.strikes().ifPresent(strikes -> line.value(strikes.rule()));
        yield line.done();
      }
      case Command.Approve approve -> held(decision, who, command, approve.id());
      case Command.Reject reject -> held(decision, who, command, reject.id());
      case Command.Kick kick ->
          line(decision, who, command).about(kick.member()).until(kick.ttlMillis()).done();
      case Command.Ban ban ->
          line(decision, who, command)
              .about(ban.subject())
              .untilAt(AffiliationRules.untilAt(decision, ban))
              .done();
      case Command.Unban unban -> line(decision, who, command).about(unban.subject()).done();
      case Command.Delete delete -> deleted(decision, who, delete);
      case Command.Clear clear -> {
        Line line = line(decision, who, command);
        clear.member().ifPresent(line::about);
        yield line.done();
      }
      case Command.Sweep sweep ->
          line(decision, who, command)
              .value(sweep.how().name().toLowerCase(Locale.ROOT) + " " + swept(decision))
              .until(sweep.ttlMillis())
              .done();
      case Command.UndoSweep undo -> line(decision, who, command).value(undo.id()).done();
      case Command.RemoveKeyword remove ->
          line(decision, who, command).value(remove.keyword()).until(remove.blockMillis()).done();
      case Command.PinKeyword pin ->
          line(decision, who, command).value(pin.keyword()).until(pin.ttlMillis()).done();
      case Command.Join _,
          Command.Leave _,
          Command.Prove _,
          Command.ChangeAccountRank _,
          Command.Send _,
          Command.Acknowledge _,
          Command.SetNick _,
          Command.Custom _,
          Command.Read _ ->
          Optional.empty();
    };
  }

  private static Optional<AuditEntry> held(
      DecisionBuilder decision, Who who, Command command, String id) {
    Line line = line(decision, who, command).value(id);
    decision.state.held().find(id, decision.now).ifPresent(held -> line.about(held.from().id()));
    return line.done();
  }

  /// How many a sweep concerned.
  private static long swept(DecisionBuilder decision) {
    return decision.events().stream()
        .filter(event ->
            event instanceof Event.MemberKicked
                || event instanceof Event.MemberMuted
                || event instanceof Event.HistoryCleared)
        .count();
  }

  /// The line of a shield that the guard raised by itself.
  static AuditEntry raised(Actor.Guard guard, Shield shield, long at) {
    return new AuditEntry(
        at,
        CommandName.SHIELD.word(),
        new AuditEntry.Party(guard.by(), Optional.empty(), Optional.empty()),
        Optional.empty(),
        Optional.of(shield.preset().word()),
        OptionalLong.of(shield.untilAt()),
        Optional.empty());
  }

  /// Authors deleting their own messages are nobody else's business.
  private static Optional<AuditEntry> deleted(
      DecisionBuilder decision, Who who, Command.Delete delete) {
    Optional<Event.Author> author =
        decision
            .state
            .messages()
            .find(delete.id())
            .map(change -> ((Event.Message) change.event()).from());
    if (author.filter(it -> who.is(it.id())).isPresent()) {
      return Optional.empty();
    }
    Line line = line(decision, who, delete).value(delete.id());
    author.ifPresent(it -> line.about(it.id()));
    return line.done();
  }

  private static Line line(DecisionBuilder decision, Who who, Command command) {
    return new Line(decision, who, command);
  }

  /// A line being written.
  private static final class Line {
    private final DecisionBuilder decision;
    private final String act;
    private final AuditEntry.Party by;
    private final Optional<String> text;
    private Optional<AuditEntry.Party> about = Optional.empty();
    private Optional<String> value = Optional.empty();
    private OptionalLong untilAt = OptionalLong.empty();

    Line(DecisionBuilder decision, Who who, Command command) {
      this.decision = decision;
      this.act = CommandName.of(command).map(CommandName::word).orElseThrow();
      this.text =
          command instanceof Command.Explained explained ? explained.text() : Optional.empty();
      MembershipState membership = who.membership();
      this.by =
          membership == null
              ? new AuditEntry.Party(who.by(), Optional.empty(), Optional.empty())
              : new AuditEntry.Party(
                  who.by(),
                  Optional.of(membership.person().nick().value()),
                  Optional.ofNullable(membership.from()));
    }

    Line about(MemberId id) {
      Person person = decision.state.people().get(id);
      about =
          Optional.of(
              person == null
                  ? new AuditEntry.Party(id.value(), Optional.empty(), Optional.empty())
                  : new AuditEntry.Party(
                      id.value(),
                      Optional.of(person.nick().value()),
                      person.addresses().stream().findFirst()));
      return this;
    }

    Line about(Subject subject) {
      return switch (subject) {
        case Subject.Member(MemberId id) -> about(id);
        case Subject.Address(String tag) -> {
          about = Optional.of(new AuditEntry.Party(tag, Optional.empty(), Optional.empty()));
          yield this;
        }
      };
    }

    Line value(String set) {
      value = Optional.of(set);
      return this;
    }

    Line until(OptionalLong ttlMillis) {
      return untilAt(ModeRules.untilAt(decision, ttlMillis));
    }

    Line untilAt(OptionalLong end) {
      untilAt = end;
      return this;
    }

    Optional<AuditEntry> done() {
      return Optional.of(new AuditEntry(decision.now, act, by, about, value, untilAt, text));
    }
  }
}
