package hubbub.session.guard;

import hubbub.topic.AddressPrefix;
import hubbub.topic.MemberId;
import hubbub.topic.Rank;
import hubbub.topic.Snapshot;
import hubbub.topic.TopicName;
import hubbub.topic.extension.Utterance;
import java.util.Optional;

/// Something about to be shown to everybody in a topic, as the edge knows it, at `nowNanos` on a
/// monotonic clock. A message that is sent again, since its answer was lost, has the `nonce` that
/// it had.
public record Speech(
    TopicName topic,
    Utterance.What what,
    String text,
    Optional<String> meta,
    Optional<String> nonce,
    Sender from,
    Optional<Snapshot> snapshot,
    Circumstances circumstances,
    long nowNanos) {

  /// Who says it. `sinceNanos` is when the connection came into the topic; the time of the speech,
  /// if it is about to.
  public record Sender(MemberId id, Rank rank, Optional<AddressPrefix> address, long sinceNanos) {}

  /// What else the rules are told of its sender.
  ///
  /// @param isInVain whether its topic will not let it pass anyway: then no rule remembers it
  /// @param noLinksMillis for how long a shield keeps the sender from posting links; 0: it does not
  /// @param isHeard whether the topic has accepted a message of the sender before
  /// @param knownNanos for how long somebody else has known the sender; 0: nobody says so
  public record Circumstances(
      boolean isInVain, long noLinksMillis, boolean isHeard, long knownNanos) {
    /// Nothing in particular.
    public static final Circumstances USUAL = new Circumstances(false, 0, false, 0);

    /// Of somebody known for so long.
    static Circumstances knownFor(long nanos) {
      return new Circumstances(false, 0, false, nanos);
    }
  }

  /// The same with another text.
  Speech saying(String other) {
    return new Speech(topic, what, other, meta, nonce, from, snapshot, circumstances, nowNanos);
  }

  boolean isInVain() {
    return circumstances.isInVain();
  }

  /// A message without meta, nonce and snapshot.
  public static Speech message(TopicName topic, Sender from, String text, long nowNanos) {
    return new Speech(
        topic,
        Utterance.What.MESSAGE,
        text,
        Optional.empty(),
        Optional.empty(),
        from,
        Optional.empty(),
        Circumstances.USUAL,
        nowNanos);
  }
}
