package hubbub.gateway;

import hubbub.topic.AddressPrefix;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Counts the open connections of each address, and lets in no more than `most` at once. Any
/// thread.
final class OpenConnections {
  private final int most;
  private final Map<AddressPrefix, Integer> open = new ConcurrentHashMap<>();

  OpenConnections(int most) {
    this.most = most;
  }

  /// Counts one more, unless the address has too many already. One that was counted must
  /// [leave][#leave].
  ///
  /// @return whether it was counted
  boolean enter(AddressPrefix address) {
    boolean isAllowed = open.merge(address, 1, Integer::sum) <= most;
    if (!isAllowed) {
      leave(address);
    }
    return isAllowed;
  }

  /// Counts one fewer.
  void leave(AddressPrefix address) {
    var _ = open.computeIfPresent(address, (_, count) -> count == 1 ? null : count - 1);
  }
}
