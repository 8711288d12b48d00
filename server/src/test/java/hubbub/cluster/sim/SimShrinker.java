package hubbub.cluster.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/// Finds a smaller plan that still fails: leaves out faults and steps, first many at a time, then
/// one by one.
final class SimShrinker {
  private static final int LUCKS = 4;
  private static final int MOST_RUNS = 1_200;

  private final Predicate<SimPlan> fails;
  private int runs;

  private SimShrinker(Predicate<SimPlan> fails) {
    this.fails = fails;
  }

  /// The smallest plan found; `fails` holds for it, as for `plan`.
  static SimPlan shrink(SimPlan plan, Predicate<SimPlan> fails) {
    SimShrinker shrinker = new SimShrinker(fails);
    SimPlan fewerFaults = shrinker.without(plan, plan.faults(), plan::withFaults);
    SimPlan fewer = shrinker.without(fewerFaults, fewerFaults.steps(), fewerFaults::withSteps);
    return shrinker.without(fewer, fewer.faults(), fewer::withFaults);
  }

  private <T> SimPlan without(SimPlan plan, List<T> all, Function<List<T>, SimPlan> with) {
    SimPlan smallest = plan;
    List<T> left = all;
    for (int size = Math.max(1, all.size() / 2); size > 0; size /= 2) {
      for (int from = left.size() - size; from >= -size + 1; from -= size) {
        List<T> fewer = new ArrayList<>(left);
        fewer.subList(Math.max(0, from), Math.min(left.size(), from + size)).clear();
        Optional<SimPlan> smaller =
            fewer.size() < left.size()
                ? failing(with.apply(fewer).withLuck(smallest.luck()))
                : Optional.empty();
        if (smaller.isPresent()) {
          smallest = smaller.get();
          left = fewer;
        }
      }
    }
    return smallest;
  }

  /// The plan, with some luck with which it fails.
  private Optional<SimPlan> failing(SimPlan plan) {
    for (long more = 0; more < LUCKS; more++) {
      SimPlan tried = plan.withLuck(plan.luck() + more);
      if (runs++ < MOST_RUNS && fails.test(tried)) {
        return Optional.of(tried);
      }
    }
    return Optional.empty();
  }
}
