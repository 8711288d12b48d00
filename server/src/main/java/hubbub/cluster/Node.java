package hubbub.cluster;

import hubbub.topic.KindSettings;
import hubbub.topic.TopicName;
import hubbub.topic.TopicRules;
import hubbub.topic.port.Encoding;
import hubbub.topic.port.Ids;
import java.util.concurrent.ThreadLocalRandom;

/// What the owners and replicas of one node share. Any thread.
///
/// `number` identifies the node: 24 random bits, drawn at each start, so that its memberships are
/// not mistaken for those before a restart.
record Node(
    int number,
    ClusterSettings settings,
    Clocks time,
    Ids ids,
    MembershipIds memberships,
    Counters counters,
    Crashes crashes,
    ExtensionBackoff extensionBackoff,
    AttachGate gate,
    LingeringTopics lingering,
    ErasedMembers erased,
    Quorum quorum,
    Slices slices) {

  private static final int MOST_ATTACHING_OF_SHARD = 16;
  private static final int NUMBERS = 1 << 24;

  /// One of several nodes.
  Node(Members members, ClusterSettings settings, Clocks time, Slices slices) {
    this(members.self().number(), settings, time, LingeringTopics.ofThisHeap(), members, slices);
  }

  /// A node that is alone.
  Node(ClusterSettings settings, Clocks time) {
    this(ThreadLocalRandom.current().nextInt(NUMBERS), settings, time);
  }

  Node(int number, ClusterSettings settings, Clocks time) {
    this(number, settings, time, LingeringTopics.ofThisHeap());
  }

  Node(int number, ClusterSettings settings, Clocks time, LingeringTopics lingering) {
    this(number, settings, time, lingering, Quorum.alone(number), Slices.USUAL);
  }

  private Node(
      int number,
      ClusterSettings settings,
      Clocks time,
      LingeringTopics lingering,
      Quorum quorum,
      Slices slices) {
    this(
        number,
        settings,
        time,
        new MessageIds(number, time.epochMillis()),
        new MembershipIds(number),
        new Counters(),
        new Crashes(time),
        new ExtensionBackoff(time),
        new AttachGate(MOST_ATTACHING_OF_SHARD),
        lingering,
        new ErasedMembers(time),
        quorum,
        slices);
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
  TopicRules rulesOf(TopicName topic) {
    ClusterSettings.Kind kind = kindOf(topic);
    return new TopicRules(kind.settings(), kind.extension(), kind.keywords(), ids, settings.tags());
  }
}
