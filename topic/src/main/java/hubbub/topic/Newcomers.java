package hubbub.topic;

/// Limits how many new ids one address may bring into one topic, and how many topics it may found.
/// Asked by the topic's owner, which alone knows who is new, and whether the topic is. Any thread;
/// must not block.
public interface Newcomers {
  /// No limit.
  Newcomers UNLIMITED =
      new Newcomers() {
        @Override
        public long waitMillis(TopicName topic, AddressPrefix from, long nowNanos) {
          return 0;
        }

        @Override
        public void came(TopicName topic, AddressPrefix from, long nowNanos) {}

        @Override
        public long birthWaitMillis(AddressPrefix from, long nowNanos) {
          return 0;
        }

        @Override
        public void founded(AddressPrefix from, long nowNanos) {}
      };

  /// The milliseconds until another newcomer may join `topic` from that address, rounded up; 0:
  /// now. `nowNanos` is the time of a monotonic clock.
  long waitMillis(TopicName topic, AddressPrefix from, long nowNanos);

  /// Records that a newcomer joined, or was refused for good.
  void came(TopicName topic, AddressPrefix from, long nowNanos);

  /// The milliseconds until that address may found another topic, rounded up; 0: now.
  long birthWaitMillis(AddressPrefix from, long nowNanos);

  /// Records that a topic was founded.
  void founded(AddressPrefix from, long nowNanos);
}
