package hubbub.session.guard;

import hubbub.topic.Reason;
import hubbub.topic.Refusal;
import java.util.Map;
import java.util.Optional;

/// Refuses links to those who may not send any while a shield is up. That is the topic's rule, not
/// the guard's: no settings and no rank of the guard spare anybody, and it is no offence. Any
/// thread.
final class ShieldedLinks {
  private ShieldedLinks() {}

  /// Why a shield does not let that be said; empty if it may.
  static Optional<Refusal> judge(Examination it) {
    long wait = it.speech().circumstances().noLinksMillis();
    return wait > 0 && !it.hosts().isEmpty()
        ? Optional.of(
            new Refusal(Reason.SPAM, Map.of("rule", LinkRule.RULE, "retry_after_ms", wait)))
        : Optional.empty();
  }
}
