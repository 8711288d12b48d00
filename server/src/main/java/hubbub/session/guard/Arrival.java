package hubbub.session.guard;

import hubbub.topic.AddressPrefix;
import hubbub.topic.Command;
import hubbub.topic.MemberId;
import hubbub.topic.Rank;
import hubbub.topic.Snapshot;
import hubbub.topic.TopicName;
import hubbub.topic.extension.Utterance;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A join about to be sent to its topic, at `nowNanos` on a monotonic clock. Its sender has the
/// rank that it brings along. `nick` is the one that it chose, if it did. `snapshot` is of the
/// topic, if this node has it.
public record Arrival(
    TopicName topic,
    Speech.Sender sender,
    Optional<String> nick,
    Optional<Snapshot> snapshot,
    Speech.Circumstances circumstances,
    long nowNanos) {
  /// As the edge knows it.
  public Arrival(
      TopicName topic,
      Speech.Sender sender,
      Optional<String> nick,
      Optional<Snapshot> snapshot,
      long nowNanos) {
    this(topic, sender, nick, snapshot, Speech.Circumstances.USUAL, nowNanos);
  }

  /// Of a guest without a nick of its own.
  static Arrival of(TopicName topic, MemberId id, Optional<AddressPrefix> from, long nowNanos) {
    return new Arrival(
        topic,
        new Speech.Sender(id, Rank.GUEST, from, nowNanos),
        Optional.empty(),
        Optional.empty(),
        Speech.Circumstances.USUAL,
        nowNanos);
  }

  /// As the topic's owner knows it.
  static Arrival of(Command.Join join, Snapshot topic, long nowNanos) {
    return new Arrival(
        topic.topic(),
        new Speech.Sender(join.member(), join.accountRank(), join.from(), nowNanos),
        Optional.of(join.nick().value()),
        Optional.of(topic),
        Speech.Circumstances.knownFor(TimeUnit.MILLISECONDS.toNanos(join.knownMillis())),
        nowNanos);
  }

  /// What everybody would read: the nick.
  Optional<Speech> speech() {
    return nick.map(it ->
        new Speech(
            topic,
            Utterance.What.NICK_AT_JOIN,
            it,
            Optional.empty(),
            Optional.empty(),
            sender,
            snapshot,
            circumstances,
            nowNanos));
  }

  MemberId id() {
    return sender.id();
  }

  /// The address that per-address limits apply to, if any.
  Optional<AddressPrefix> from() {
    return sender.address();
  }
}
