package hubbub.topic.port;

import hubbub.topic.Event;
import hubbub.topic.TopicName;

/// Encodes told events, once for all members. Must be a pure function: each replica encodes
/// tombstones itself.
@FunctionalInterface
public interface Encoding {
  /// The frame that members get for `event`.
  byte[] frame(TopicName topic, long seq, long at, Event.Told event);
}
