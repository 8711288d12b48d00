package hubbub.cluster.sim;

import hubbub.topic.MembershipId;
import hubbub.topic.Outcome;
import hubbub.topic.Snapshot;
import hubbub.topic.TopicImage;
import hubbub.topic.TopicName;
import hubbub.topic.TopicState;
import hubbub.topic.TopicState.EpochSpan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the clients of a run asked, were answered and saw, and how it ended: all that
/// [HistoryCheck] judges a run by.
final class History {
  private final List<Act> acts = new ArrayList<>();
  private final Map<String, Stream> streams = new LinkedHashMap<>();
  private final List<End> ends = new ArrayList<>();
  private final Map<Rev, Sample> samples = new HashMap<>();
  private final Map<String, Rev> sampled = new HashMap<>();
  private final List<String> complaints = new ArrayList<>();

  /// What can be asked for, each with a text of its own: to say a message, or to set the title.
  enum Kind {
    MESSAGE,
    TITLE
  }

  /// Something that a client asked for, perhaps more than once. Times are those of the simulation.
  static final class Act {
    private final TopicName topic;
    private final Kind kind;
    private final String text;
    private final long askedAt;
    private final List<MembershipId> askedBy = new ArrayList<>();
    private int attempts;
    private boolean hasNonce;
    private @Nullable Answer answer;

    Act(TopicName topic, Kind kind, String text, long askedAt) {
      this.topic = topic;
      this.kind = kind;
      this.text = text;
      this.askedAt = askedAt;
      this.hasNonce = kind == Kind.MESSAGE;
    }

    TopicName topic() {
      return topic;
    }

    Kind kind() {
      return kind;
    }

    /// What nothing else says.
    String text() {
      return text;
    }

    long askedAt() {
      return askedAt;
    }

    /// It is asked by somebody outside the topic.
    void asked(boolean withNonce) {
      attempts++;
      hasNonce = withNonce;
    }

    /// Whether it happens once, however often it is asked for.
    boolean hasNonce() {
      return hasNonce;
    }

    /// It is asked by a membership.
    void asked(MembershipId by) {
      attempts++;
      askedBy.add(by);
    }

    /// The membership that asked for it, if it was asked once.
    Optional<MembershipId> onlyAsker() {
      return attempts == 1 ? askedBy.stream().findFirst() : Optional.empty();
    }

    boolean wasAskedOnce() {
      return attempts == 1;
    }

    /// The first answer counts.
    void answered(Outcome outcome, long bornAt, long at) {
      if (answer == null) {
        answer = new Answer(outcome, bornAt, at);
      }
    }

    Optional<Answer> answer() {
      return Optional.ofNullable(answer);
    }

    boolean isAcknowledged() {
      return answer != null && !(answer.outcome instanceof Outcome.Refused);
    }

    boolean isRefused() {
      return answer != null && answer.outcome instanceof Outcome.Refused;
    }

    @Override
    public String toString() {
      return "'" + text + "' in " + topic;
    }
  }

  /// The answer to an act, from the life of the topic that began at `bornAt`; 0 if that is not
  /// known.
  record Answer(Outcome outcome, long bornAt, long at) {}

  /// A place in a topic's timeline.
  record Place(String epoch, long seq) {
    @Override
    public String toString() {
      return epoch + "/" + seq;
    }
  }

  /// What a reader gets.
  sealed interface Item {
    /// It begins, or begins anew, at the last place of `reigns`, with the latest messages.
    record Seeded(List<EpochSpan> reigns, long bornAt, List<Told> messages) implements Item {
      public Seeded {
        reigns = List.copyOf(reigns);
        messages = List.copyOf(messages);
      }
    }

    /// It has been told of what it missed, and is at the last place of `reigns`, in another log.
    record Recovered(List<EpochSpan> reigns, long bornAt) implements Item {
      public Recovered {
        reigns = List.copyOf(reigns);
      }
    }

    /// It is told of an event.
    record Told(Place at, String text) implements Item {}

    /// It is told of a new epoch, after that seq.
    record EpochBegan(String epoch, long seq) implements Item {}
  }

  /// What one client got, in order, through all its memberships in one topic.
  record Stream(String reader, TopicName topic, List<Item> items) {
    void add(Item item) {
      items.add(item);
    }
  }

  /// A topic as somebody saw it who joined on `node` when all was over.
  record End(TopicName topic, String node, Item.Seeded seed) {
    Place at() {
      EpochSpan last = seed.reigns().getLast();
      return new Place(last.epoch().value(), last.lastSeq());
    }
  }

  private record Rev(TopicName topic, String epoch, long rev) {}

  private record Sample(String node, TopicImage image) {}

  Act act(TopicName topic, Kind kind, String text, long at) {
    Act act = new Act(topic, kind, text, at);
    acts.add(act);
    return act;
  }

  List<Act> acts() {
    return acts;
  }

  Stream stream(String reader, TopicName topic) {
    return streams.computeIfAbsent(
        reader + " in " + topic, _ -> new Stream(reader, topic, new ArrayList<>()));
  }

  List<Stream> streams() {
    return List.copyOf(streams.values());
  }

  void end(End end) {
    ends.add(end);
  }

  List<End> ends() {
    return ends;
  }

  /// A node has this state, which must be the same wherever it has this rev.
  void sample(String node, TopicState state) {
    Snapshot now = state.snapshot();
    Rev rev = new Rev(now.topic(), now.epoch().value(), now.rev());
    if (rev.equals(sampled.put(node + " " + now.topic(), rev))) {
      return;
    }
    Sample sample = new Sample(node, state.image());
    Sample first = samples.putIfAbsent(rev, sample);
    if (first != null && !first.node.equals(node)) {
      Images.difference(first.image, sample.image)
          .ifPresent(
              what -> complain(rev + " differs on " + first.node + " and " + node + ": " + what));
    }
  }

  /// Something is wrong that is known already.
  void complain(String what) {
    if (complaints.size() < 20 || !Objects.equals(complaints.getLast(), what)) {
      complaints.add(what);
    }
  }

  List<String> complaints() {
    return complaints;
  }
}
