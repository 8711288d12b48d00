package hubbub.topic;

import java.util.Optional;

/// What the spam guard has to say about those who join, and about who founds topics. Asked by the
/// topic's owner, which alone knows who is new, whether the topic is, and what it keeps out. Any
/// thread; must not block.
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

        @Override
        public Optional<Refusal> judgeNick(Command.Join join, Snapshot topic, long nowNanos) {
          return Optional.empty();
        }
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

  /// Why a join may not be with its nick, because of a link, or of what `topic` keeps out by its
  /// [Snapshot#filter]; empty if it may.
  Optional<Refusal> judgeNick(Command.Join join, Snapshot topic, long nowNanos);
}
