package hubbub.session.guard;

import java.util.Map;

/// The limits of each kind of topic: those of its own, or the usual ones.
public record SpamPolicies(SpamPolicy usual, Map<String, SpamPolicy> byKind) {
  public SpamPolicies {
    byKind = Map.copyOf(byKind);
  }

  /// The same for all kinds.
  public static SpamPolicies of(SpamPolicy usual) {
    return new SpamPolicies(usual, Map.of());
  }
}
