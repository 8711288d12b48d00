package hubbub.session.guard;

import com.google.errorprone.annotations.Immutable;
import java.time.Duration;
import java.util.Set;

/// Who may post links. `strangers` says who may link to domains that are neither `allowed` nor
/// `denied`, in lower case; a guest is known after `fresh`.
@Immutable
public record LinkLimits(
    Who strangers,
    Duration fresh,
    @SuppressWarnings("Immutable") Set<String> allowed,
    @SuppressWarnings("Immutable") Set<String> denied) {
  public LinkLimits {
    allowed = Set.copyOf(allowed);
    denied = Set.copyOf(denied);
  }

  /// Who may link to any domain.
  public enum Who {
    ANYBODY,
    /// Everybody but guests whom nobody knows yet.
    KNOWN,
    NOBODY
  }
}
