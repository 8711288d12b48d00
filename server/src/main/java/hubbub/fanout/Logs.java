package hubbub.fanout;

import hubbub.topic.KindSettings;
import hubbub.topic.TopicName;

/// Opens logs. Any thread.
public interface Logs {
  /// A new, empty log for a topic that now has a replica on this node.
  Log open(TopicName topic, KindSettings settings);
}
