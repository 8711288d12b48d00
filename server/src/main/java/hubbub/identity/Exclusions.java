package hubbub.identity;

import hubbub.topic.AddressPrefix;
import hubbub.topic.MemberId;
import java.util.Optional;

/// Who may not use this server at all. Any thread; never blocks.
@FunctionalInterface
public interface Exclusions {
  /// Excludes nobody.
  Exclusions NONE = (_, _) -> false;

  /// Whether `member` is excluded, or everybody who comes from `address`.
  boolean hold(MemberId member, Optional<AddressPrefix> address);
}
