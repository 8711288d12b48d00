package hubbub.topic;

/// Why the spam guard acts on somebody: the word of the rule that they broke last, and how often
/// they broke rules lately.
public record Strikes(String rule, int count) {}
