package hubbub.topic;

import org.jspecify.annotations.Nullable;

/// A numbered event. `rev` counts all events, `seq` only the told ones (a kept event has the `seq`
/// of the told one before it). `at` is the topic's time. `cause` is the numbered command that led
/// to it, if any. `frame` is what members get, encoded once; empty for a kept event; must not be
/// modified.
public record Change(
    long rev, long seq, long at, @Nullable Cause cause, Event event, byte[] frame) {

  /// The `number`th command of a membership; 0: a command from outside, with that id.
  public record Cause(MembershipId membership, long number) {}

  /// Whether the event is sent to members.
  public boolean isTold() {
    return event instanceof Event.Told;
  }
}
