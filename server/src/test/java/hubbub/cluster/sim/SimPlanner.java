package hubbub.cluster.sim;

import hubbub.cluster.sim.SimPlan.Planned;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;

/// Makes the plan of a run from its seed.
final class SimPlanner {
  /// When the cluster stands, and people come.
  static final long BEGIN_MILLIS = 4_000;

  /// When nothing more goes wrong, and nobody says anything any more.
  static final long CALM_MILLIS = 40_000;

  private static final long STEPS_FROM = 5_000;
  private static final long FAULTS_FROM = 7_000;
  private static final long FAULTS_UNTIL = 32_000;
  private static final long RECOVERY_MILLIS = 13_000;
  private static final int MOST_PAUSE_BETWEEN_STEPS = 400;

  private final long seed;
  private final SplittableRandom chance;
  private final int places;
  private final boolean isGentle;

  private SimPlanner(long seed) {
    this.seed = seed;
    this.chance = new SplittableRandom(seed ^ 0x9e3779b97f4a7c15L);
    this.isGentle = chance.nextInt(3) > 0;
    this.places = isGentle ? 3 + chance.nextInt(3) : 1 + chance.nextInt(5);
  }

  /// The plan of that seed: two of three are gentle.
  static SimPlan plan(long seed) {
    SimPlanner planner = new SimPlanner(seed);
    return planner.plan();
  }

  private SimPlan plan() {
    int lasting = 1 + chance.nextInt(3);
    int brief = chance.nextInt(2);
    List<String> topics = new ArrayList<>();
    IntStream.range(0, lasting).forEach(it -> topics.add(lasting(it)));
    IntStream.range(0, brief).forEach(it -> topics.add("brief:" + it));
    List<Integer> people = new ArrayList<>();
    int count = topics.size() + 2 + chance.nextInt(4);
    IntStream.range(0, count).forEach(it -> people.add(it % topics.size()));
    SimPlan empty =
        new SimPlan(seed, 0, places, isGentle, topics, lasting, people, List.of(), List.of());
    return empty.withSteps(steps(empty)).withFaults(faults());
  }

  private String lasting(int number) {
    return (chance.nextBoolean() ? "room:" : "lounge:") + number;
  }

  private List<Planned<SimStep>> steps(SimPlan plan) {
    List<Planned<SimStep>> steps = new ArrayList<>();
    IntStream.range(0, plan.people().size())
        .forEach(it ->
            steps.add(new Planned<>(BEGIN_MILLIS + chance.nextInt(1_000), new SimStep.Come(it))));
    for (long at = STEPS_FROM; at < CALM_MILLIS; at += chance.nextInt(MOST_PAUSE_BETWEEN_STEPS)) {
      steps.add(new Planned<>(at, step(plan, steps.size())));
    }
    return steps;
  }

  private SimStep step(SimPlan plan, int number) {
    int person = chance.nextInt(plan.people().size());
    int topic = plan.people().get(person);
    boolean isLasting = topic < plan.lasting();
    String text = "t" + number;
    return switch (chance.nextInt(40)) {
      case 0, 1 -> new SimStep.Drop(person);
      case 2 -> isLasting ? new SimStep.Come(person) : new SimStep.Leave(person);
      case 3 -> new SimStep.Come(person);
      case 4 -> new SimStep.Lag(person);
      case 5 -> new SimStep.Resync(person);
      case 6 -> new SimStep.Read(person);
      case 7, 8, 9 -> new SimStep.SayFromOutside(place(), topic, text);
      case 10, 11 -> new SimStep.Moderate(place(), topic, act(isLasting), person);
      case 12, 13 -> new SimStep.SetTitle(person, text);
      case 14, 15 -> new SimStep.Watch(place(), topic);
      default -> new SimStep.Say(person, text);
    };
  }

  /// A topic ends with the last kick, so nobody is kicked from one that is to last.
  private SimStep.Act act(boolean isLasting) {
    SimStep.Act[] all = SimStep.Act.values();
    return all[chance.nextInt(isLasting ? all.length - 1 : all.length)];
  }

  private int place() {
    return chance.nextInt(places);
  }

  private List<Planned<SimFault>> faults() {
    List<Planned<SimFault>> faults = new ArrayList<>();
    if (isGentle) {
      long at = FAULTS_FROM + chance.nextInt(5_000);
      while (at < FAULTS_UNTIL) {
        long lasts = 100L + chance.nextInt(9_000);
        faults.addAll(places < 5 ? List.of(new Planned<>(at, loss(lasts))) : lossOfTwo(at, lasts));
        at += lasts + RECOVERY_MILLIS;
      }
    } else {
      int count = places == 1 ? 0 : 1 + chance.nextInt(6);
      for (int i = 0; i < count; i++) {
        long at = FAULTS_FROM + chance.nextInt((int) (FAULTS_UNTIL - FAULTS_FROM));
        faults.add(new Planned<>(at, anything(100 + chance.nextInt(9_000))));
      }
    }
    int nuisances = chance.nextInt(5);
    for (int i = 0; i < nuisances; i++) {
      long at = FAULTS_FROM + chance.nextInt((int) (FAULTS_UNTIL - FAULTS_FROM));
      faults.add(new Planned<>(at, nuisance()));
    }
    return faults;
  }

  /// Something that may cost one node.
  private SimFault loss(long millis) {
    return switch (chance.nextInt(8)) {
      case 0, 1, 2 -> new SimFault.Crash(place(), millis);
      case 3, 4 -> new SimFault.Pause(place(), millis);
      case 5 -> new SimFault.Split(Set.of(place()), millis);
      case 6 -> new SimFault.OneWay(place(), chance.nextBoolean(), millis);
      default -> new SimFault.Leave(place(), millis);
    };
  }

  /// Something that may cost two of five nodes.
  private List<Planned<SimFault>> lossOfTwo(long at, long millis) {
    int one = place();
    int other = (one + 1 + chance.nextInt(places - 1)) % places;
    return switch (chance.nextInt(6)) {
      case 0, 1 -> List.of(new Planned<>(at, loss(millis)));
      case 2 ->
          List.of(
              new Planned<>(at, new SimFault.Crash(one, millis)),
              new Planned<>(at + chance.nextInt(300), new SimFault.Crash(other, millis)));
      case 3 ->
          List.of(
              new Planned<>(at, new SimFault.Pause(one, millis)),
              new Planned<>(at, new SimFault.Pause(other, millis)));
      default -> List.of(new Planned<>(at, new SimFault.Split(Set.of(one, other), millis)));
    };
  }

  /// Something that may cost several nodes.
  private SimFault anything(long millis) {
    return switch (chance.nextInt(4)) {
      case 0 -> {
        Set<Integer> side = new TreeSet<>(Set.of(place()));
        IntStream.range(0, places).filter(_ -> chance.nextBoolean()).forEach(side::add);
        yield new SimFault.Split(side, millis);
      }
      case 1 -> {
        int one = place();
        yield new SimFault.CutLink(one, (one + 1) % places, millis);
      }
      default -> loss(millis);
    };
  }

  /// Something that costs no node.
  private SimFault nuisance() {
    return switch (chance.nextInt(5)) {
      case 0, 1 -> new SimFault.Rebalance(chance.nextInt(4));
      case 2 -> new SimFault.SetClock(place(), chance.nextInt(20_000) - 10_000);
      case 3 -> new SimFault.Pause(place(), 50 + chance.nextInt(1_000));
      default -> new SimFault.Storm(500 + chance.nextInt(4_000));
    };
  }
}
