package hubbub.cluster.sim;

import java.util.ArrayList;
import java.util.List;

/// What is to happen in a run: all but the interleaving, and how the network treats each frame,
/// which follow from the seed.
///
/// @param places how many nodes there are
/// @param isGentle whether at most a minority of the nodes is lost at a time, of three or more, and
///   the next only when the cluster has recovered
/// @param topics the names of the topics; the first `lasting` live for as long as the run
/// @param people the number of the topic that each person is in
record SimPlan(
    long seed,
    long luck,
    int places,
    boolean isGentle,
    List<String> topics,
    int lasting,
    List<Integer> people,
    List<Planned<SimStep>> steps,
    List<Planned<SimFault>> faults) {
  SimPlan {
    topics = List.copyOf(topics);
    people = List.copyOf(people);
    steps = List.copyOf(steps);
    faults = List.copyOf(faults);
  }

  /// Something that happens at that time of the run, in milliseconds.
  record Planned<T>(long atMillis, T what) {
    @Override
    public String toString() {
      return atMillis + " ms: " + what;
    }
  }

  SimPlan withSteps(List<Planned<SimStep>> some) {
    return new SimPlan(seed, luck, places, isGentle, topics, lasting, people, some, faults);
  }

  SimPlan withFaults(List<Planned<SimFault>> some) {
    return new SimPlan(seed, luck, places, isGentle, topics, lasting, people, steps, some);
  }

  /// The same with another interleaving.
  SimPlan withLuck(long other) {
    return new SimPlan(seed, other, places, isGentle, topics, lasting, people, steps, faults);
  }

  /// For people to read.
  String text() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "seed "
            + seed
            + ": "
            + places
            + " nodes"
            + (isGentle ? ", gently" : "")
            + ", topics "
            + topics
            + ", people in "
            + people);
    steps.forEach(it -> lines.add("  " + it));
    faults.forEach(it -> lines.add("  " + it));
    return String.join("\n", lines);
  }
}
