package hubbub.topic;

/// The port by which a topic has its told events encoded, once for all members. Must be a pure
/// function: a tombstone is encoded again on each replica.
@FunctionalInterface
public interface Encoding {
  /// The bytes that members get for `event`.
  byte[] frame(TopicName topic, long seq, long at, Event.Told event);
}
