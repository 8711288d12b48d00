package hubbub.topic;

import java.util.OptionalInt;

/// Who may join: whether a password is required, members only, and how many at most.
public record Lock(boolean password, boolean membersOnly, OptionalInt maxMembers) {
  /// Anybody may join.
  public static final Lock OPEN = new Lock(false, false, OptionalInt.empty());
}
