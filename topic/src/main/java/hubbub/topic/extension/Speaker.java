package hubbub.topic.extension;

import hubbub.topic.AddressPrefix;
import hubbub.topic.MemberId;
import hubbub.topic.Rank;
import java.util.Optional;

/// Whoever says something. `address` is the one that per-address limits apply to, if any.
/// `knownMillis` is how long ago this node first met the id; `presentMillis` how long ago it first
/// came into this topic. Both survive reconnects, and begin anew when the node restarts or has not
/// seen the id for an hour.
public record Speaker(
    MemberId id, Rank rank, Optional<AddressPrefix> address, long knownMillis, long presentMillis) {

  /// Whether this is a guest who was given no rank in the topic.
  public boolean isGuest() {
    return id.isGuest() && rank == Rank.GUEST;
  }
}
