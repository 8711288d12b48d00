package hubbub.cluster.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hubbub.cluster.sim.SimPlan.Planned;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// The checks can fail: they find that a cluster whose homes keep everything in memory loses it.
class ToyTest {
  private static ClusterSim.Result run(SimPlan plan) {
    return ClusterSim.run(plan, ToyNode::new, it -> it.weather(SimNetwork.Weather.STILL));
  }

  private static SimPlan withoutFaults(long seed) {
    return SimPlanner.plan(seed).withFaults(List.of());
  }

  private static SimPlan withCrashes(long seed) {
    SimPlan plan = withoutFaults(seed);
    List<Planned<SimFault>> crashes =
        LongStream.range(0, plan.places())
            .mapToObj(it ->
                new Planned<SimFault>(8_000 + 9_000 * it, new SimFault.Crash((int) it, 2_000)))
            .toList();
    return plan.withFaults(crashes);
  }

  @Nested
  class A_cluster_without_copies {
    @Test
    void keeps_its_promises_while_nothing_goes_wrong() {
      for (long seed = 0; seed < 30; seed++) {
        ClusterSim.Result result = run(withoutFaults(seed));
        assertEquals(List.of(), result.violations(), "seed " + seed);
      }
    }

    @Test
    void breaks_them_when_its_nodes_crash() {
      SimPlan plan = withCrashes(gentleSeed());
      List<String> violations = run(plan).violations();
      assertTrue(
          violations.stream().anyMatch(it -> it.contains("was lost, and began anew")),
          violations.toString());
    }
  }

  @Nested
  class A_plan_that_fails {
    @Test
    void shrinks_to_little_that_fails_too() {
      SimPlan plan = withCrashes(gentleSeed());
      SimPlan small = SimShrinker.shrink(plan, it -> !run(it).isGood());
      assertFalse(run(small).isGood());
      assertEquals(1, small.faults().size(), small.text());
      assertTrue(small.steps().size() <= 3, small.text());
    }
  }

  @Nested
  class A_seed {
    @Test
    void makes_the_same_run_each_time() {
      SimPlan plan = withCrashes(gentleSeed());
      assertEquals(run(plan).trace().lines(), run(plan).trace().lines());
    }
  }

  private static long gentleSeed() {
    return LongStream.range(0, 100)
        .filter(it -> SimPlanner.plan(it).isGentle())
        .findFirst()
        .orElseThrow();
  }
}
