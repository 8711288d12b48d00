package hubbub.topic;

import java.util.List;
import java.util.Optional;

/// The result of a command: its outcome, the events to number and apply in this order, and replies
/// to earlier commands whose outcome was [Outcome.Later].
///
/// @param lasting what must be written before the outcome holds; its own events come from
///   [TopicRules#enact] after that
public record Decision(
    Outcome outcome, List<Event> events, List<Late> late, Optional<Lasting> lasting) {
  public Decision {
    events = List.copyOf(events);
    late = List.copyOf(late);
  }

  /// An act for the store, and its line of the audit log.
  public record Lasting(LastingAct act, AuditEntry entry) {}

  /// The outcome of an earlier command, identified by its cause.
  public record Late(Change.Cause cause, Outcome outcome) {}
}
