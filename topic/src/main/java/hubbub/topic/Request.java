package hubbub.topic;

import java.util.Optional;

/// A command with its sender. `number` counts the commands of one membership from 1; that of a
/// command from outside is its id in the whole cluster, which no membership has; 0: not numbered.
/// The owner answers a repeated number with the first outcome, and carries out nothing twice.
///
/// @param stored what the store knows of the one whom the command is about, if the topic is
///   registered ([StoredStanding#subjects])
public record Request(Actor actor, long number, Command command, Optional<StoredStanding> stored) {
  /// A request about a topic that is not registered, or a command that the store has no say in.
  public Request(Actor actor, long number, Command command) {
    this(actor, number, command, Optional.empty());
  }

  /// This request, with what the store knows.
  public Request with(StoredStanding standing) {
    return new Request(actor, number, command, Optional.of(standing));
  }

  /// What its changes name as their cause; empty if it is not numbered.
  public Optional<Change.Cause> cause() {
    if (number == 0) {
      return Optional.empty();
    }
    return Optional.of(
        switch (actor) {
          case Actor.Membership who -> new Change.Cause(who.id(), number);
          case Actor.Outside _ -> new Change.Cause(new MembershipId(number), 0);
        });
  }
}
