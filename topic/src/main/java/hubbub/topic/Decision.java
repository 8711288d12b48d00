package hubbub.topic;

import java.util.List;

/// The result of a command: its outcome, the events to number and apply in this order, and replies
/// to earlier commands whose outcome was [Outcome.Later].
public record Decision(Outcome outcome, List<Event> events, List<Late> late) {
  public Decision {
    events = List.copyOf(events);
    late = List.copyOf(late);
  }

  /// The outcome of an earlier command, identified by its cause.
  public record Late(Change.Cause cause, Outcome outcome) {}
}
