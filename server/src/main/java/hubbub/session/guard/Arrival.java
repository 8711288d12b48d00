package hubbub.session.guard;

import hubbub.topic.AddressPrefix;
import hubbub.topic.MemberId;
import hubbub.topic.TopicName;
import java.util.Optional;

/// A join about to be sent to its topic, at `nowNanos` on a monotonic clock. `from` is the address
/// that per-address limits apply to, if any; `isBirth` is true if the topic is not alive on this
/// node.
public record Arrival(
    TopicName topic, MemberId id, Optional<AddressPrefix> from, boolean isBirth, long nowNanos) {}
