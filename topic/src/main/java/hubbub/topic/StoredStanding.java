package hubbub.topic;

import java.util.Optional;

/// What the store knew about one person in a registered topic, when the topic's version was
/// `version`: a lasting rank, and a ban of the person or of its address.
public record StoredStanding(long version, Optional<Affiliation> rank, Optional<Affiliation> ban) {}
