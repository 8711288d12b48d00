package hubbub.identity;

import java.security.Key;
import java.util.List;
import java.util.Optional;

/// The keys that an issuer may have signed its tokens with. Any thread; never blocks.
public interface VerificationKeys {
  /// Those that a token may be signed with whose header has that `kid`. Empty if that is not known
  /// yet: ask again in a moment.
  Optional<List<Key>> named(Optional<String> keyId);

  /// One key, whatever a token calls it.
  record Fixed(Key key) implements VerificationKeys {
    @Override
    public Optional<List<Key>> named(Optional<String> keyId) {
      return Optional.of(List.of(key));
    }
  }
}
