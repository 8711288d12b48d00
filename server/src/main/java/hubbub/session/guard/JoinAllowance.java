package hubbub.session.guard;

import hubbub.topic.AddressPrefix;
import java.util.Optional;

/// What one connection may still do by joining. `joins` counts its joins, `replyBytes` what it was
/// sent because of them. `from` is the address that per-address limits apply to, if any.
public record JoinAllowance(Allowance joins, Allowance replyBytes, Optional<AddressPrefix> from) {
  /// The whole allowance, for a connection that begins at `nowNanos` on a monotonic clock.
  public static JoinAllowance begin(Optional<AddressPrefix> from, long nowNanos) {
    return new JoinAllowance(new Allowance(nowNanos), new Allowance(nowNanos), from);
  }
}
