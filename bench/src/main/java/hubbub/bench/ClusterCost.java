package hubbub.bench;

import hubbub.bench.cluster.LongTopic;
import hubbub.bench.cluster.ManyTopics;
import java.util.List;

/// What a cluster costs its event loops, with nodes in one process: what is one topic of many
/// members, or one of many topics, must not hold up the others.
final class ClusterCost {
  private static final int MEMBERS = 50_000;
  private static final int TOPICS = 200_000;
  private static final int QUICK = 2_000;

  private final boolean isQuick;

  ClusterCost(boolean isQuick) {
    this.isQuick = isQuick;
  }

  /// Runs `members`, `topics`, or both.
  ///
  /// @return tables
  String measure(String what) throws InterruptedException {
    String members = what.equals("topics") ? "" : members();
    return members + (what.equals("members") ? "" : topics());
  }

  private String members() throws InterruptedException {
    int count = isQuick ? QUICK : MEMBERS;
    StringBuilder table =
        new StringBuilder(
            Results.head(
                List.of(
                    "a topic of %,d members".formatted(count),
                    "longest turn of a loop, ms",
                    "sent between nodes, MiB",
                    "took, ms")));
    for (LongTopic.Step step : new LongTopic(count).measure()) {
      table.append(
          Results.row(
              List.of(
                  step.what(),
                  Results.figure(step.longestTurnMillis()),
                  Results.figure(step.sentMebibytes()),
                  Results.figure(step.millis()))));
    }
    return table.append('\n').toString();
  }

  private String topics() throws InterruptedException {
    int count = isQuick ? QUICK : TOPICS;
    ManyTopics.Cost cost = new ManyTopics(count).measure();
    return Results.head(List.of("%,d topics whose home is gone".formatted(count), ""))
        + row("until all have an owner again, s", cost.seconds())
        + row("longest turn of a loop, ms", cost.longestTurnMillis())
        + row("heap before, MiB", cost.before())
        + row("heap after, MiB", cost.after());
  }

  private static String row(String what, double figure) {
    return Results.row(List.of(what, Results.figure(figure)));
  }
}
