package hubbub.topic;

import java.util.Optional;
import java.util.OptionalLong;

/// What stands against somebody, present or not: a mute ([Reason#MUTED]), or that it may not come
/// back ([Reason#KICKED]); since and until when, by whom, and what that one said about it. `nick`
/// is the last that it had here.
public record Sanction(
    MemberId member,
    String nick,
    Reason reason,
    long at,
    OptionalLong untilAt,
    Optional<String> by,
    Optional<String> text)
    implements Outcome.Listed.Entry {}
