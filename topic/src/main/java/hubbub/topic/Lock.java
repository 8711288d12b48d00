package hubbub.topic;

import java.util.OptionalInt;

/// Who may enter: with a password, members only, and at most so many.
public record Lock(boolean password, boolean membersOnly, OptionalInt maxMembers) {
  /// Everybody may enter.
  public static final Lock OPEN = new Lock(false, false, OptionalInt.empty());
}
