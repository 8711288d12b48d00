package hubbub.cluster.sim;

import hubbub.cluster.ClusterSettings;
import hubbub.cluster.peer.Fabric;
import hubbub.fanout.Logs;
import hubbub.topic.TopicState;
import hubbub.topic.port.Encoding;
import hubbub.topic.port.Topics;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/// What runs on the nodes of a simulated cluster: the production code, or a toy.
@FunctionalInterface
public interface SimSoftware {
  /// Starts a node.
  Running start(Seams seams);

  /// All that the software may know of the world.
  record Seams(
      Fabric fabric,
      List<ScheduledExecutorService> loops,
      LongSupplier epochMillis,
      LongSupplier nanos,
      RandomGenerator chance,
      Logs logs,
      Encoding encoding,
      ClusterSettings.EpochFrame epochFrame) {
    public Seams {
      loops = List.copyOf(loops);
    }
  }

  /// A node that has started.
  interface Running {
    /// Its topics, for clients.
    Topics topics();

    /// Leaves the cluster; completes when it has.
    CompletionStage<Void> leave();

    /// The states that it has, to be compared with those of other nodes.
    List<TopicState> states();
  }
}
