package hubbub.cluster.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import hubbub.cluster.SimulatedNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// The production code keeps what it promises, whatever goes wrong. `-Dhubbub.sim.seed=N` runs one
/// seed, `-Dhubbub.sim.seeds=N` that many.
class ClusterSimTest {
  private static final int SEEDS = 200;
  private static final int MOST_SHOWN = 400;

  @Test
  void keeps_its_promises() {
    seeds().forEach(seed -> check(SimPlanner.plan(seed)));
  }

  @Test
  void does_the_same_for_the_same_seed() {
    SimPlan plan = SimPlanner.plan(7);
    assertEquals(run(plan).trace().lines(), run(plan).trace().lines());
  }

  private static LongStream seeds() {
    return Optional.ofNullable(Long.getLong("hubbub.sim.seed"))
        .map(LongStream::of)
        .orElseGet(() -> LongStream.range(0, Integer.getInteger("hubbub.sim.seeds", SEEDS)));
  }

  private static ClusterSim.Result run(SimPlan plan) {
    return ClusterSim.run(plan, SimulatedNode.software());
  }

  private static void check(SimPlan plan) {
    if (!run(plan).isGood()) {
      SimPlan small = SimShrinker.shrink(plan, it -> !run(it).isGood());
      fail(report(small, run(small)));
    }
  }

  private static String report(SimPlan plan, ClusterSim.Result result) {
    List<String> trace = result.trace().lines();
    return String.join(
        "\n",
        plan.text(),
        "What happened:",
        String.join("\n", trace.subList(Math.max(0, trace.size() - MOST_SHOWN), trace.size())),
        "What is wrong:",
        String.join("\n", result.violations()),
        "Again: -Dhubbub.sim.seed=" + plan.seed());
  }
}
