package hubbub.topic;

/// Whose slots: the topic's own, or the assigns of a membership.
public sealed interface SlotScope {
  /// The topic's own.
  record Topic() implements SlotScope {}

  /// The assigns of a membership.
  record Assigns(MembershipId membership) implements SlotScope {}

  /// The only instance of [Topic] in use.
  SlotScope TOPIC = new Topic();
}
