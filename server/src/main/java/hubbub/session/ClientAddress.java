package hubbub.session;

import hubbub.topic.AddressPrefix;
import java.util.Optional;

/// Where a client is: its address, and what of it counts as one for whatever is kept per address.
/// That is empty if the address is nobody's: this machine's, or a trusted proxy's, that was found
/// because nothing was forwarded. Everybody behind such a proxy would share it.
public record ClientAddress(AddressPrefix address, Optional<AddressPrefix> prefix) {}
