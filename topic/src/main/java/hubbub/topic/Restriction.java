package hubbub.topic;

import java.util.Optional;
import java.util.OptionalLong;

/// A mute, or a ban from joining: until when, and when, by whom and why a moderator imposed it.
///
/// @param until 0: there is none; [Deadline#NEVER]: permanent
public record Restriction(long until, long at, Optional<String> by, Optional<String> text) {
  /// None.
  static final Restriction NONE = new Restriction(0, 0, Optional.empty(), Optional.empty());

  /// The same act with another end.
  Restriction endingAt(long end) {
    return new Restriction(end, at, by, text);
  }

  /// The same with `pseudonym` in place of a member who imposed it.
  Restriction without(MemberId member, String pseudonym) {
    return by.equals(Optional.of(member.value()))
        ? new Restriction(until, at, Optional.of(pseudonym), text)
        : this;
  }

  boolean isActiveAt(long now) {
    return now < until;
  }

  /// As moderators see it.
  Sanction sanction(MemberId member, Nick nick, Reason reason) {
    OptionalLong untilAt = until == Deadline.NEVER ? OptionalLong.empty() : OptionalLong.of(until);
    return new Sanction(member, nick.value(), reason, at, untilAt, by, text);
  }
}
