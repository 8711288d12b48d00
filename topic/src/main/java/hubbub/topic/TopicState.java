package hubbub.topic;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Everything a topic is, at one rev. Mutable; owned by the one thread that evolves it.
public final class TopicState {
  private TopicState() {}

  /// A topic at rev 0, at time `now`.
  public static TopicState born(
      TopicName name, Epoch epoch, KindSettings settings, Encoding encoding, long now) {
    throw new UnsupportedOperationException();
  }

  /// The change that `event` would be as the next one: numbered, and encoded if it is told.
  public Change next(Event event, long at, Optional<Change.Cause> cause) {
    throw new UnsupportedOperationException();
  }

  /// Applies the next change. Never fails, never asks a clock.
  ///
  /// @return the messages that this change turned into tombstones, with their new frames; mostly
  ///   empty
  public List<Change> evolve(Change change) {
    throw new UnsupportedOperationException();
  }

  /// The immutable view as of the last change (the same object until the next).
  public Snapshot snapshot() {
    throw new UnsupportedOperationException();
  }

  /// An equal state that shares nothing mutable with this one: what seeds a new owner or replica.
  public TopicState copy() {
    throw new UnsupportedOperationException();
  }

  public long rev() {
    throw new UnsupportedOperationException();
  }

  public long seq() {
    throw new UnsupportedOperationException();
  }

  /// Whether the topic has died: its last membership is gone, and linger, if any, has passed.
  public boolean isOver() {
    throw new UnsupportedOperationException();
  }

  /// When [Topic#expire] wants to be called next.
  public OptionalLong wakeAt() {
    throw new UnsupportedOperationException();
  }

  /// The messages a new member gets, oldest first, within the kind's caps; every event a
  /// [Event.Message].
  public List<Change> history() {
    throw new UnsupportedOperationException();
  }

  /// The member behind a standing membership.
  public Optional<Member> member(MembershipId membership) {
    throw new UnsupportedOperationException();
  }

  /// The standing memberships of an id, oldest first.
  public List<MembershipId> memberships(MemberId member) {
    throw new UnsupportedOperationException();
  }

  /// What an edge must know of an id to judge its messages.
  public Standing standing(MemberId member) {
    throw new UnsupportedOperationException();
  }

  /// All standing memberships.
  public List<MembershipId> memberships() {
    throw new UnsupportedOperationException();
  }

  /// The reigns so far, oldest first, each with its last seq; the last one is the present reign's,
  /// with the present seq.
  public List<Reign> reigns() {
    throw new UnsupportedOperationException();
  }

  /// One reign's name and the last seq of it.
  public record Reign(Epoch epoch, long lastSeq) {}
}
