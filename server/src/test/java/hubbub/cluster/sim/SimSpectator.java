package hubbub.cluster.sim;

import hubbub.cluster.sim.SimCluster.SimNode;
import hubbub.topic.Reason;
import hubbub.topic.Refusal;
import hubbub.topic.TopicName;
import hubbub.topic.port.Feed;
import hubbub.topic.port.Spectator;
import hubbub.topic.port.Topics;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Somebody who watches a topic for a while. As long as the topic `lives`, a node that is one of
/// the cluster must not say that there is none.
final class SimSpectator implements Spectator {
  private static final long WATCHING = TimeUnit.SECONDS.toNanos(4);

  private final TopicName topic;
  private final SimNode node;
  private final SimRun run;
  private final boolean lives;

  private SimSpectator(TopicName topic, SimNode node, SimRun run, boolean lives) {
    this.topic = topic;
    this.node = node;
    this.run = run;
    this.lives = lives;
  }

  /// Begins to watch through a node.
  static void watch(TopicName topic, SimNode node, SimRun run, boolean lives) {
    SimSpectator its = new SimSpectator(topic, node, run, lives);
    SimLoop connection = new SimLoop(node.machine(), run.scheduler());
    connection.execute(() -> its.watch(connection));
  }

  private void watch(SimLoop connection) {
    Topics topics = node.software().topics();
    Topics.Watching its = topics.watch(topic, topics.nextMembership(), Optional.empty(), this);
    connection.runAfter(WATCHING, its::stop);
  }

  @Override
  public void watching(Feed.Start start, long after) {}

  @Override
  public void resynced(Feed.Start start, long after) {}

  @Override
  public void refused(Refusal refusal) {
    if (refusal.reason() == Reason.NO_SUCH_TOPIC
        && lives
        && run.cluster().membership().isMember(node.fabric())) {
      run.history().complain(topic + " lives, but " + node + " tells spectators that it does not");
    }
  }

  @Override
  public void ended(Refusal why, long after) {
    refused(why);
  }
}
