package hubbub.cluster;

import hubbub.fanout.Logs;
import hubbub.topic.Encoding;
import hubbub.topic.Epoch;
import hubbub.topic.KeywordPolicy;
import hubbub.topic.KindSettings;
import hubbub.topic.Newcomers;
import hubbub.topic.TopicExtension;
import hubbub.topic.TopicName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;

/// What a node needs to start. `kinds` are the kinds of topic that it serves; `encoding` and
/// `epochFrame` make frames for members; `logs` opens a topic's log; each topic lives on one of
/// `loops`, which runs its tasks one after the other; `newcomers` limits who may join anew.
public record ClusterSettings(
    Map<String, Kind> kinds,
    Encoding encoding,
    EpochFrame epochFrame,
    Logs logs,
    List<ScheduledExecutorService> loops,
    Newcomers newcomers) {

  /// A node where as many new ids come as like.
  public ClusterSettings(
      Map<String, Kind> kinds,
      Encoding encoding,
      EpochFrame epochFrame,
      Logs logs,
      List<ScheduledExecutorService> loops) {
    this(kinds, encoding, epochFrame, logs, loops, Newcomers.UNLIMITED);
  }

  public ClusterSettings {
    kinds = Map.copyOf(kinds);
    loops = List.copyOf(loops);
  }

  /// What topics of one kind have in common.
  public record Kind(
      KindSettings settings, Optional<TopicExtension> extension, KeywordPolicy keywords) {
    /// A kind whose messages have no terms.
    public Kind(KindSettings settings, Optional<TopicExtension> extension) {
      this(settings, extension, _ -> List.of());
    }
  }

  /// Makes the frame by which live members learn that a new reign began.
  @FunctionalInterface
  public interface EpochFrame {
    /// The frame that names `epoch`, which began after `seq`.
    byte[] frame(TopicName topic, Epoch epoch, long seq);
  }
}
