package hubbub.session.guard;

import hubbub.text.HostNames;
import hubbub.topic.Reason;
import hubbub.topic.Refusal;
import hubbub.topic.Shield;
import hubbub.topic.ShieldPreset;
import java.util.Map;
import java.util.Optional;

/// Refuses links to those who may not send any while a shield is up. Any thread.
public final class ShieldedLinks {
  private ShieldedLinks() {}

  /// Why that may not be said at `now` by somebody whom `shield` binds; empty if it may.
  public static Optional<Refusal> judge(Shield shield, String said, long now) {
    return shield.preset() == ShieldPreset.NO_LINKS
            && shield.isUpAt(now)
            && !HostNames.in(said).isEmpty()
        ? Optional.of(
            new Refusal(
                Reason.SPAM,
                Map.of("rule", LinkRule.RULE, "retry_after_ms", shield.untilAt() - now)))
        : Optional.empty();
  }
}
