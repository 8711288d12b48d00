package hubbub.session;

import hubbub.topic.AddressPrefix;
import java.util.Optional;

/// A client's address, and the prefix of it that per-address limits apply to. The address is empty
/// if it is unknown: a trusted proxy forwarded something that is no address. The prefix is empty if
/// the address identifies no client: it is unknown, a trusted proxy's that forwarded none, or this
/// machine's without `X-Forwarded-For`. Everybody behind such a proxy would share it.
public record ClientAddress(Optional<AddressPrefix> address, Optional<AddressPrefix> prefix) {}
