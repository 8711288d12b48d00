package hubbub.identity;

/// Which tokens no longer count, although they have not ended. Any thread; never blocks.
@FunctionalInterface
public interface Revocations {
  /// Whether `token` no longer counts.
  boolean isRevoked(Token token);
}
