package hubbub.cluster;

import hubbub.codec.KindSlots;
import hubbub.fanout.Logs;
import hubbub.topic.Epoch;
import hubbub.topic.KindSettings;
import hubbub.topic.Newcomers;
import hubbub.topic.TopicName;
import hubbub.topic.extension.KeywordPolicy;
import hubbub.topic.extension.TopicExtension;
import hubbub.topic.port.AddressTags;
import hubbub.topic.port.Encoding;
import hubbub.topic.port.NoTopicStore;
import hubbub.topic.port.TopicStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;

/// What a node needs to start. `kinds` are the kinds of topic that it serves. `encoding` and
/// `epochFrame` make frames for members. `logs` opens topics' logs. Each topic lives on one of
/// `loops`; a loop runs its tasks one after the other. `newcomers` limits how many new ids may
/// join. `store` has what outlives topics. `tags` names addresses for moderators.
public record ClusterSettings(
    Map<String, Kind> kinds,
    Encoding encoding,
    EpochFrame epochFrame,
    Logs logs,
    List<ScheduledExecutorService> loops,
    Newcomers newcomers,
    TopicStore store,
    AddressTags tags) {

  /// A node without a limit on new ids, and without a store.
  public ClusterSettings(
      Map<String, Kind> kinds,
      Encoding encoding,
      EpochFrame epochFrame,
      Logs logs,
      List<ScheduledExecutorService> loops) {
    this(
        kinds,
        encoding,
        epochFrame,
        logs,
        loops,
        Newcomers.UNLIMITED,
        new NoTopicStore(),
        (_, prefix) -> prefix.toString());
  }

  public ClusterSettings {
    kinds = Map.copyOf(kinds);
    loops = List.copyOf(loops);
  }

  /// The slots of the kinds' extensions.
  KindSlots slots() {
    return new KindSlots(kinds.values().stream().flatMap(it -> it.extension().stream()).toList());
  }

  /// What topics of one kind have in common.
  public record Kind(
      KindSettings settings, Optional<TopicExtension> extension, KeywordPolicy keywords) {
    /// A kind whose messages yield no keywords.
    public Kind(KindSettings settings, Optional<TopicExtension> extension) {
      this(settings, extension, _ -> List.of());
    }
  }

  /// Makes the frame that tells live members of a new reign.
  @FunctionalInterface
  public interface EpochFrame {
    /// The frame that names `epoch`, which began after `seq`.
    byte[] frame(TopicName topic, Epoch epoch, long seq);
  }
}
