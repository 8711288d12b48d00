package hubbub.session;

import hubbub.identity.Identity;
import hubbub.topic.AddressPrefix;
import hubbub.wire.Serializer;
import java.util.Optional;

/// Who is at the other end of a connection, and how it encodes frames. `address` is the one that
/// per-address limits apply to; empty if none do.
public record Client(Identity identity, Optional<AddressPrefix> address, Serializer serializer) {}
