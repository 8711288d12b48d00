package hubbub.topic;

/// Limits how many new ids one address may bring into one topic. Asked by the topic's owner, which
/// alone knows who is new. Any thread; must not block.
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
      };

  /// The milliseconds until another newcomer may join `topic` from that address, rounded up; 0:
  /// now. `nowNanos` is the time of a monotonic clock.
  long waitMillis(TopicName topic, AddressPrefix from, long nowNanos);

  /// Records that a newcomer joined, or was refused for good.
  void came(TopicName topic, AddressPrefix from, long nowNanos);
}
