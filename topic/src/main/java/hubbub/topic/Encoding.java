package hubbub.topic;

/// Encodes told events, once for all members. Must be a pure function: each replica encodes
/// tombstones itself.
@FunctionalInterface
public interface Encoding {
  /// The frame that members get for `event`.
  byte[] frame(TopicName topic, long seq, long at, Event.Told event);
}
