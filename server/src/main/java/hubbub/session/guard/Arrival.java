package hubbub.session.guard;

import hubbub.topic.AddressPrefix;
import hubbub.topic.MemberId;
import hubbub.topic.TopicName;
import java.util.Optional;

/// A join that is about to be asked for, at `nowNanos` on a monotonic clock: by an id, from what
/// counts as its address, if it has one; `isBirth` if its topic is not alive on this node.
public record Arrival(
    TopicName topic, MemberId id, Optional<AddressPrefix> from, boolean isBirth, long nowNanos) {}
