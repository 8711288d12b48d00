package hubbub.session.guard;

import hubbub.topic.extension.MessageRule;
import hubbub.topic.extension.Verdict;

/// A rule about what people say: the server's own, or a plugin's [MessageRule].
@FunctionalInterface
interface SpeechRule {
  /// What is to happen with it.
  Verdict judge(Examination it);

  /// A plugin's rule as one of these.
  static SpeechRule of(MessageRule rule) {
    return it -> rule.judge(it.said());
  }
}
