package hubbub.cluster;

import hubbub.topic.Actor;
import hubbub.topic.Command;
import hubbub.topic.MembershipId;
import hubbub.topic.Request;
import hubbub.topic.StoredStanding;

/// A request to an owner, from `node`. `ticket` comes back with the outcome: the number of a
/// membership's command, 0 for a join or leave, or the ticket of a server command. `sinceNanos` is
/// when the request began to wait.
record Ask(int node, long ticket, Request request, long sinceNanos) {
  /// A membership's request, from the node that holds it.
  Ask(MembershipId who, long ticket, Request request, long sinceNanos) {
    this(who.node(), ticket, request, sinceNanos);
  }

  /// This request, with what the store knows of the one whom it is about.
  Ask with(StoredStanding standing) {
    return new Ask(node, ticket, request.with(standing), sinceNanos);
  }

  /// A membership's join or leave.
  static Ask of(MembershipId who, Command command, long sinceNanos) {
    return of(who, 0, command, sinceNanos);
  }

  /// A membership's command.
  static Ask of(MembershipId who, long number, Command command, long sinceNanos) {
    return new Ask(
        who, number, new Request(new Actor.Membership(who), number, command), sinceNanos);
  }
}
