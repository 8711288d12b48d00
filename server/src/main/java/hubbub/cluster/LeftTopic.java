package hubbub.cluster;

import hubbub.topic.TopicName;
import java.util.Optional;
import java.util.function.Supplier;

/// A topic that the last run of this node left. `saved` makes it when it is first needed, on its
/// loop; empty if it can't be made any more.
public record LeftTopic(TopicName name, Supplier<Optional<SavedTopic>> saved) {}
