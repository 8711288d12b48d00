package hubbub.session;

import hubbub.topic.AddressPrefix;
import java.util.Optional;

/// A client that was let in: who it speaks for, and the address that per-address limits apply to,
/// empty if none do.
public record Client(Identity identity, Optional<AddressPrefix> address) {}
