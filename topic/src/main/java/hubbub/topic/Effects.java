package hubbub.topic;

import java.util.List;

/// What follows from applying a change to a state, besides the new state. Immutable; most changes
/// have [#NONE].
///
/// @param tombstones the messages that the change turned into tombstones, with their new frames
/// @param removed the slot values that an extension is to be told of: it removed them, or their
///   topic or membership is over
/// @param rescheduled the people and slot values whose deadlines may have changed
/// @param gone the people and slot values that are no longer in the state, those of `removed`
///   included
/// @param ended the memberships that the change ended
public record Effects(
    List<Change> tombstones,
    List<SlotValue> removed,
    List<Deadline> rescheduled,
    List<Deadline> gone,
    List<MembershipId> ended) {
  /// Nothing follows.
  static final Effects NONE = new Effects(List.of(), List.of(), List.of(), List.of(), List.of());

  public Effects {
    tombstones = List.copyOf(tombstones);
    removed = List.copyOf(removed);
    rescheduled = List.copyOf(rescheduled);
    gone = List.copyOf(gone);
    ended = List.copyOf(ended);
  }

  /// Those of a change that only deletes messages.
  static Effects ofTombstones(List<Change> tombstones) {
    return tombstones.isEmpty()
        ? NONE
        : new Effects(tombstones, List.of(), List.of(), List.of(), List.of());
  }
}
