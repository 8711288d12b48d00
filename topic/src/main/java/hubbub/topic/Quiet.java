package hubbub.topic;

import java.util.OptionalLong;

/// Quiet mode: members below `minRank` may not speak, optionally until a time (milliseconds since
/// 1970 UTC).
public record Quiet(Rank minRank, OptionalLong untilAt) {}
