package hubbub.cluster.sim;

import hubbub.cluster.sim.SimCluster.SimNode;
import hubbub.topic.Command;
import hubbub.topic.Ending;
import hubbub.topic.Event;
import hubbub.topic.MemberId;
import hubbub.topic.Moderation;
import hubbub.topic.Nick;
import hubbub.topic.Outcome;
import hubbub.topic.Rank;
import hubbub.topic.Refusal;
import hubbub.topic.Standing;
import hubbub.topic.TopicName;
import hubbub.topic.port.Subscriber;
import java.util.Optional;

/// Somebody who joins a topic when all is over, to see what is there.
record SimProbe(TopicName topic, SimNode node, History history) implements Subscriber {
  /// Joins a topic through a node.
  static void join(SimNode node, TopicName topic, History history) {
    String name = "probe" + node.machine().place();
    SimProbe probe = new SimProbe(topic, node, history);
    Command.Join join =
        new Command.Join(
            new MemberId(name), new Nick(name, name, name), Rank.GUEST, Optional.empty());
    node.machine()
        .run(() -> {
          var topics = node.software().topics();
          var _ = topics.join(topic, topics.nextMembership(), join, probe);
        });
  }

  @Override
  public void joined(Entered entered, long after) {
    history.end(new History.End(topic, node.toString(), SimReader.seeded(entered.start())));
  }

  @Override
  public void resynced(Entered entered, long after) {}

  @Override
  public void refused(Refusal refusal) {
    history.complain("at the end nobody may join " + topic + " on " + node + ": " + refusal);
  }

  @Override
  public void answered(long number, Outcome outcome, long after) {}

  @Override
  public void standing(Standing standing) {}

  @Override
  public void moderates(Moderation moderation, long after) {}

  @Override
  public void told(Event.Private event, long after) {}

  @Override
  public void ended(Ending ending, long after) {}

  @Override
  public void challenged() {}
}
