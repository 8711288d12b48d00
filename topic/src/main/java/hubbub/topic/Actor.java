package hubbub.topic;

/// The sender of a command.
public sealed interface Actor {
  /// A member, through one of its memberships.
  record Membership(MembershipId id) implements Actor {}

  /// The server, or an operator acting through it: ranks as [Rank#ADMIN]. `name` appears as `by`.
  record Server(String name) implements Actor {}
}
