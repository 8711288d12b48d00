package hubbub.topic.extension;

/// A rule about what people say: messages, nicks, titles, keywords. Called on the sender's thread
/// for each of them, so it must be fast and must not block; what it remembers must be bounded. It
/// is not asked about those whom the spam guard exempts: by default, moderators and above.
@FunctionalInterface
public interface MessageRule {
  /// What is to happen with it; [Verdict#PASS] if this rule has no objection.
  Verdict judge(Utterance said);
}
