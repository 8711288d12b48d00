package hubbub.topic;

import java.util.Optional;

/// Somebody who asks a topic to let them in, as a member or to watch: their id, the rank that their
/// account brings along, and the block of addresses that they come from, if limits apply to it.
public record Visitor(MemberId member, Rank accountRank, Optional<AddressPrefix> from) {}
