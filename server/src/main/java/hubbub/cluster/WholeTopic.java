package hubbub.cluster;

/// All that a copy of a topic has, for one that has nothing, or is too far behind. `term` is the
/// copy's ([Reached]).
record WholeTopic(SavedTopic topic, long term) {}
