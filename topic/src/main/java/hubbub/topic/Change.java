package hubbub.topic;

import org.jspecify.annotations.Nullable;

/// One event in its place. `rev` counts every event, `seq` the told ones (a kept event has that of
/// the told one before it); `at` is the topic's time. `cause` is the numbered command it came of,
/// if it came of one. `frame` is what members get, encoded once; empty for a kept event, and not to
/// be written to.
public record Change(
    long rev, long seq, long at, @Nullable Cause cause, Event event, byte[] frame) {

  /// The `number`th command of a membership.
  public record Cause(MembershipId membership, long number) {}

  /// Whether members are told of it.
  public boolean isTold() {
    return event instanceof Event.Told;
  }
}
