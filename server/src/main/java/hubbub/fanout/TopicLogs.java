package hubbub.fanout;

import hubbub.topic.KindSettings;
import hubbub.topic.TopicName;

/// Opens the logs of one node, which share one budget. Any thread.
public final class TopicLogs implements Logs {
  private final LogBudget budget = LogBudget.ofThisHeap();

  @Override
  public Log open(TopicName topic, KindSettings settings) {
    return new TopicLog(topic, settings, budget);
  }
}
