package hubbub.store;

import hubbub.topic.AddressPrefix;
import hubbub.topic.MemberId;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// All bans from the server as of one moment, for quick lookups. Immutable; any thread.
final class BanTable {
  static final BanTable EMPTY = new BanTable(List.of());

  private final Map<MemberId, ServerBan> members = new HashMap<>();
  private final Map<AddressPrefix, ServerBan> blocks = new HashMap<>();

  /// The lengths that blocks have, so that each costs one lookup.
  private final Set<Integer> lengths = new HashSet<>();

  BanTable(Collection<ServerBan> bans) {
    for (ServerBan ban : bans) {
      switch (ban.whom()) {
        case ServerBan.Whom.Member(MemberId id) -> members.put(id, ban);
        case ServerBan.Whom.Block(AddressPrefix prefix) -> {
          blocks.put(prefix, ban);
          lengths.add(prefix.bits());
        }
      }
    }
  }

  boolean holds(MemberId id, long now) {
    ServerBan ban = members.get(id);
    return ban != null && ban.isActiveAt(now);
  }

  boolean holds(AddressPrefix address, long now) {
    for (int bits : lengths) {
      ServerBan ban =
          bits > address.bits()
              ? null
              : blocks.get(new AddressPrefix(address.high(), address.low(), bits));
      if (ban != null
          && ban.whom() instanceof ServerBan.Whom.Block(AddressPrefix block)
          && block.contains(address)
          && ban.isActiveAt(now)) {
        return true;
      }
    }
    return false;
  }
}
