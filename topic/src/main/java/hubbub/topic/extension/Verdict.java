package hubbub.topic.extension;

/// What a [MessageRule] says about an [Utterance]. `rule` is the rule's word, which the sender and
/// the metrics get: `[a-z_]{1,32}`.
public sealed interface Verdict {
  /// Nothing speaks against it.
  Verdict PASS = new Pass();

  /// Nothing speaks against it.
  record Pass() implements Verdict {}

  /// The rule objects.
  sealed interface Objection extends Verdict {
    /// The rule's word.
    String rule();
  }

  /// It may not be said. `retryAfterMillis` is how long to wait before saying it again; 0 if
  /// waiting does not help, but another text may.
  record Refuse(String rule, long retryAfterMillis) implements Objection {
    /// A refusal that ends after `waitNanos`, rounded up to a millisecond.
    public static Refuse until(String rule, long waitNanos) {
      return new Refuse(rule, (waitNanos + 999_999) / 1_000_000);
    }
  }

  /// A moderator has to look at it first. Refused where nothing can be held: a nick, a title.
  record Hold(String rule) implements Objection {}

  /// `text` is to be said instead. Refused where that is impossible: a nick, a title.
  record Mask(String rule, String text) implements Objection {}

  /// It may not be said, and its sender may not speak in this topic for `millis`.
  record Mute(String rule, long millis) implements Objection {}

  /// It may be said, but makes the sender suspicious: `points` are added to the score at which the
  /// server warns, mutes and kicks people by itself.
  record Score(String rule, double points) implements Objection {}
}
