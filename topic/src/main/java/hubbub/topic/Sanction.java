package hubbub.topic;

import java.util.Optional;
import java.util.OptionalLong;

/// A mute ([Reason#MUTED]) or a ban from joining ([Reason#KICKED]) of somebody, present or not:
/// since when, until when, by whom, and their explanation. `nick` is the last that the person had
/// here.
public record Sanction(
    MemberId member,
    String nick,
    Reason reason,
    long at,
    OptionalLong untilAt,
    Optional<String> by,
    Optional<String> text)
    implements Outcome.Listed.Entry {}
