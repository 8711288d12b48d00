package hubbub.topic;

/// How many ids one address may bring anew into one topic. Asked by the topic's owner, which alone
/// knows who is new there. Any thread; must not block.
public interface Newcomers {
  /// As many as come.
  Newcomers UNLIMITED =
      new Newcomers() {
        @Override
        public long waitMillis(TopicName topic, AddressPrefix from, long nowNanos) {
          return 0;
        }

        @Override
        public void came(TopicName topic, AddressPrefix from, long nowNanos) {}
      };

  /// How long until somebody new may come into `topic` from there, rounded up; 0: now. `nowNanos`
  /// is a monotonic clock's.
  long waitMillis(TopicName topic, AddressPrefix from, long nowNanos);

  /// Somebody new came, or was turned away for good.
  void came(TopicName topic, AddressPrefix from, long nowNanos);
}
