package hubbub.topic;

import hubbub.topic.port.AddressTags;

/// When something is read (milliseconds on the topic's clock), and how addresses are named for
/// those who read it.
public record ReadContext(long now, AddressTags tags) {}
