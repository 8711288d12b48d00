package hubbub.topic;

/// Who asks something of a topic.
public sealed interface Actor {
  /// A member, through one of its memberships.
  record Membership(MembershipId id) implements Actor {}

  /// The server itself, or an operator through it: ranks as [Rank#ADMIN]. `name` appears as `by`.
  record Server(String name) implements Actor {}
}
