package hubbub.topic;

/// Rules for warning people. A warning that must be acknowledged keeps its member from speaking
/// until then, on all its connections, and also after it comes back.
final class WarningRules {
  private WarningRules() {}

  /// Warns a member. Somebody who is gone for a moment can be warned only if they will see it: a
  /// warning that must be acknowledged waits for them.
  static Outcome warn(DecisionBuilder decision, Who who, Command.Warn warn) {
    Person person = decision.state.people().get(warn.member());
    if (person == null
        || !person.isKnownAt(decision.now)
        || (!person.isPresent() && !warn.acknowledge())) {
      return Outcome.refused(Reason.UNKNOWN_MEMBER);
    }
    if (!who.outranks(person.rankAt(decision.now))) {
      return Outcome.refused(Reason.OUTRANKED);
    }
    Warning warning = new Warning(decision.now, who.by(), warn.strikes(), warn.text());
    decision.add(new Event.Warned(person.id(), warning, warn.acknowledge()));
    return Outcome.OK;
  }

  /// The actor has read its warning, and may speak again.
  static Outcome acknowledge(DecisionBuilder decision, Who who) {
    Person person = who.person();
    if (person == null) {
      return Outcome.invalid("actor", "a membership");
    }
    if (person.warning().isEmpty()) {
      return Outcome.refused(Reason.ALREADY);
    }
    decision.add(new Event.Acknowledged(person.id()));
    return Outcome.OK;
  }
}
