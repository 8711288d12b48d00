package hubbub.cluster;

import hubbub.topic.Encoding;
import hubbub.topic.Ids;
import hubbub.topic.KindSettings;
import hubbub.topic.Topic;
import hubbub.topic.TopicName;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntPredicate;

/// What the owners and replicas of one node share. Any thread.
///
/// `number` is the node's: 24 bits drawn at its start, so that its memberships are not taken for
/// those of its life before. `isMember` tells whether the node of a number belongs to the
/// cluster now.
record Node(
    int number,
    ClusterSettings settings,
    Time time,
    Ids ids,
    Counters counters,
    Crashes crashes,
    Offenders offenders,
    AttachGate gate,
    IntPredicate isMember,
    Pace pace) {

  private static final int MOST_ATTACHING = 2_000;
  private static final int NUMBERS = 1 << 24;

  /// A node that is alone.
  static Node alone(ClusterSettings settings, Time time, Pace pace) {
    int number = ThreadLocalRandom.current().nextInt(NUMBERS);
    return new Node(number, settings, time, other -> other == number, pace);
  }

  Node(int number, ClusterSettings settings, Time time, IntPredicate isMember, Pace pace) {
    this(
        number,
        settings,
        time,
        new MessageIds(number, time.epochMillis()),
        new Counters(),
        new Crashes(time),
        new Offenders(time),
        new AttachGate(MOST_ATTACHING),
        isMember,
        pace);
  }

  /// How long a new owner waits: `patience` for those that should attach, `unused` for the first to
  /// join when it may have been born by an attach that nobody waits for any more.
  record Pace(Duration patience, Duration unused) {
    static final Pace USUAL = new Pace(Duration.ofSeconds(3), Duration.ofSeconds(10));
  }

  /// The settings and extension of the topic's kind.
  ClusterSettings.Kind kindOf(TopicName topic) {
    ClusterSettings.Kind kind = settings.kinds().get(topic.kind());
    if (kind == null) {
      throw new IllegalArgumentException(
          "topic: " + topic + " (expected: a kind of " + settings.kinds().keySet() + ")");
    }
    return kind;
  }

  KindSettings settingsOf(TopicName topic) {
    return kindOf(topic).settings();
  }

  Encoding encoding() {
    return settings.encoding();
  }

  /// The rules for one reign of a topic.
  Topic rulesOf(TopicName topic) {
    ClusterSettings.Kind kind = kindOf(topic);
    return new Topic(kind.settings(), kind.extension(), kind.keywords(), ids);
  }
}
