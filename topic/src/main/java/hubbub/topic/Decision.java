package hubbub.topic;

import java.util.List;

/// What a command leads to: its outcome, the events that must now be numbered and applied in this
/// order, and replies to earlier commands whose outcome was [Outcome.Later]. `bugs` is what an
/// extension threw where nothing could come of it.
public record Decision(Outcome outcome, List<Event> events, List<Late> late, List<Throwable> bugs) {
  public Decision {
    events = List.copyOf(events);
    late = List.copyOf(late);
    bugs = List.copyOf(bugs);
  }

  /// The outcome of an earlier command, by its cause.
  public record Late(Change.Cause cause, Outcome outcome) {}
}
