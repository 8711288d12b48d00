package hubbub.identity;

import hubbub.topic.AddressPrefix;
import hubbub.topic.MemberId;
import java.util.Optional;

/// Who may not use this server at all. Any thread; never blocks.
@FunctionalInterface
public interface Exclusions {
  /// Excludes nobody.
  Exclusions NONE = (_, _) -> false;

  /// Whether `member` is excluded, if it is known who it is, or everybody who comes from `address`.
  boolean hold(Optional<MemberId> member, Optional<AddressPrefix> address);
}
