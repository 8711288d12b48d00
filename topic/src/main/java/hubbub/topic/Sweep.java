package hubbub.topic;

import java.util.List;

/// What one command did to many newcomers at once, so that it can be undone as a whole.
///
/// @param id by which it is undone
/// @param at when, milliseconds since 1970 UTC
/// @param until when it ends by itself; [Deadline#NEVER]: not at all
/// @param by whoever did it, as in events
/// @param members those whom it concerned
public record Sweep(
    String id, Command.Sweep.Act how, long at, long until, String by, List<MemberId> members) {
  public Sweep {
    members = List.copyOf(members);
  }

  /// Whether that is who did it, or one of those whom it concerned.
  boolean names(MemberId member) {
    return by.equals(member.value()) || members.contains(member);
  }

  /// The same without somebody who was erased, and with `pseudonym` in their place as its author.
  Sweep without(MemberId member, String pseudonym) {
    return new Sweep(
        id,
        how,
        at,
        until,
        by.equals(member.value()) ? pseudonym : by,
        members.stream().filter(it -> !it.equals(member)).toList());
  }
}
