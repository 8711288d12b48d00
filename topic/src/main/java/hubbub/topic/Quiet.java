package hubbub.topic;

import java.util.OptionalLong;

/// Quiet mode: below `minRank` nobody may speak, optionally until a time (milliseconds since 1970
/// UTC).
public record Quiet(Rank minRank, OptionalLong untilAt) {}
