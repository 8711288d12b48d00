package hubbub.topic;

import java.util.OptionalLong;

/// A slot's value, with its place and deadline. Changed by [Slots] and [SlotTransaction] only.
final class SlotValue implements Deadline {
  private final Object value;
  private final OptionalLong ttlMillis;
  private final boolean inPresence;
  private SlotEdit.Place at;
  private long deadline;

  SlotValue(SlotEdit.Put put) {
    this.at = put.place();
    this.value = put.value();
    this.ttlMillis = put.ttlMillis();
    this.inPresence = put.inPresence();
    this.deadline = put.deadline().orElse(NEVER);
  }

  SlotEdit.Put image() {
    return new SlotEdit.Put(at, value, ttlMillis, deadline(), inPresence);
  }

  SlotEdit.Place at() {
    return at;
  }

  Object value() {
    return value;
  }

  OptionalLong ttlMillis() {
    return ttlMillis;
  }

  boolean isInPresence() {
    return inPresence;
  }

  OptionalLong deadline() {
    return deadline == NEVER ? OptionalLong.empty() : OptionalLong.of(deadline);
  }

  boolean isAliveAt(long now) {
    return now < deadline;
  }

  void touch(long until) {
    deadline = until;
  }

  void moveTo(MembershipId membership) {
    at = new SlotEdit.Place(new SlotScope.Assigns(membership), at.name());
  }

  @Override
  public long dueAt() {
    return deadline;
  }
}
