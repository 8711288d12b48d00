package hubbub.session;

import hubbub.topic.AddressPrefix;
import java.util.Optional;

/// A client's address, and the prefix of it that per-address limits apply to. The prefix is empty
/// if the address identifies no client: a trusted proxy's that forwarded no usable address, or this
/// machine's without `X-Forwarded-For`. Everybody behind such a proxy would share it.
public record ClientAddress(AddressPrefix address, Optional<AddressPrefix> prefix) {}
