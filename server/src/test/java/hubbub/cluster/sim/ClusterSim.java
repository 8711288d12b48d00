package hubbub.cluster.sim;

import hubbub.cluster.sim.SimCluster.SimNode;
import hubbub.topic.Actor;
import hubbub.topic.Body;
import hubbub.topic.Command;
import hubbub.topic.MemberId;
import hubbub.topic.Outcome;
import hubbub.topic.Rank;
import hubbub.topic.TopicName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/// One run of a simulated cluster, as planned. When all is calm, everybody must be where they want
/// to be, and what they saw and were answered must be what is promised.
final class ClusterSim {
  private static final long LUCK_STEP = 0x5851f42d4c957f2dL;
  private static final long START_SPREAD_MILLIS = 300;
  private static final long SAMPLE_MILLIS = 900;
  private static final long MODERATION_MILLIS = 1_500;
  private static final long SETTLED_MILLIS = SimPlanner.CALM_MILLIS + 30_000;
  private static final long END_MILLIS = SETTLED_MILLIS + 10_000;

  private final SimPlan plan;
  private final SimScheduler scheduler;
  private final SimTrace trace;
  private final SimCluster cluster;
  private final SimRun run;
  private final History history = new History();
  private final List<TopicName> topics;
  private final List<SimClient> people = new ArrayList<>();

  /// How a run went: what is wrong, and what happened.
  record Result(List<String> violations, SimTrace trace, long frames, long tasks) {
    boolean isGood() {
      return violations.isEmpty();
    }
  }

  private ClusterSim(SimPlan plan, SimSoftware software) {
    this.plan = plan;
    this.scheduler = new SimScheduler(plan.seed() + LUCK_STEP * plan.luck());
    this.trace = new SimTrace(scheduler);
    this.cluster = new SimCluster(plan.places(), scheduler, software, trace);
    this.topics = plan.topics().stream().map(TopicName::new).toList();
    this.run = new SimRun(cluster, scheduler, history, trace);
    for (int person = 0; person < plan.people().size(); person++) {
      people.add(new SimClient("p" + person, topics.get(plan.people().get(person)), run));
    }
  }

  /// Runs a plan on nodes with that software.
  static Result run(SimPlan plan, SimSoftware software) {
    return run(plan, software, _ -> {});
  }

  /// The same with a network that was prepared.
  static Result run(SimPlan plan, SimSoftware software, Consumer<SimNetwork> preparing) {
    ClusterSim sim = new ClusterSim(plan, software);
    preparing.accept(sim.cluster.network());
    return sim.run();
  }

  private Result run() {
    IntStream.range(0, plan.places())
        .forEach(it -> atMillis(it * START_SPREAD_MILLIS, () -> cluster.start(it)));
    plan.steps().forEach(it -> atMillis(it.atMillis(), () -> step(it.what())));
    plan.faults().forEach(it -> atMillis(it.atMillis(), () -> fail(it.what())));
    atMillis(SimPlanner.CALM_MILLIS, this::calm);
    atMillis(SAMPLE_MILLIS, this::sample);
    atMillis(SETTLED_MILLIS, this::judgeCalm);
    atMillis(SETTLED_MILLIS + 1, this::probe);
    scheduler.runUntil(TimeUnit.MILLISECONDS.toNanos(END_MILLIS));
    scheduler.thrown().forEach(bug -> history.complain("a task threw " + bug + at(bug)));
    topics.stream()
        .filter(topic -> history.ends().stream().noneMatch(end -> end.topic().equals(topic)))
        .forEach(topic -> history.complain("at the end nobody can join " + topic));
    Set<TopicName> lives = new HashSet<>(topics.subList(0, plan.lasting()));
    return new Result(
        HistoryCheck.violations(
            history, new HistoryCheck.Promises(plan.isGentle() || plan.faults().isEmpty(), lives)),
        trace,
        cluster.network().carried(),
        scheduler.count());
  }

  private static String at(Throwable bug) {
    return bug.getStackTrace().length == 0 ? "" : " at " + bug.getStackTrace()[0];
  }

  private void atMillis(long millis, Runnable task) {
    scheduler.at(TimeUnit.MILLISECONDS.toNanos(millis), task);
  }

  private void fail(SimFault fault) {
    trace.add("fault: " + fault);
    fault.happen(cluster, scheduler);
  }

  private void step(SimStep step) {
    switch (step) {
      case SimStep.Come(int person) -> people.get(person).come();
      case SimStep.Say(int person, String text) -> people.get(person).say(text);
      case SimStep.SetTitle(int person, String text) -> people.get(person).title(text);
      case SimStep.Drop(int person) -> people.get(person).drop(Command.How.LOST);
      case SimStep.Leave(int person) -> people.get(person).leave();
      case SimStep.Lag(int person) -> people.get(person).lag();
      case SimStep.Resync(int person) -> people.get(person).resync();
      case SimStep.Read(int person) -> people.get(person).read();
      case SimStep.SayFromOutside(int place, int topic, String text) ->
          cluster.at(place).ifPresent(node -> sayFromOutside(node, topics.get(topic), text));
      case SimStep.Watch(int place, int topic) ->
          cluster.at(place).ifPresent(node -> watch(node, topics.get(topic)));
      case SimStep.Moderate moderate -> moderate(moderate);
    }
  }

  /// A topic that is to last lives on once somebody has joined it.
  private void watch(SimNode node, TopicName topic) {
    boolean lives = plan.isGentle() && bornAt(topic) != 0;
    trace.add("somebody watches " + topic + " through " + node);
    SimSpectator.watch(topic, node, run, lives);
  }

  /// Its answer does not say of which life of the topic it is, which matters only for those that
  /// have one.
  private void sayFromOutside(SimNode node, TopicName topic, String text) {
    History.Act act = history.act(topic, History.Kind.MESSAGE, text, scheduler.now());
    Optional<String> nonce = Optional.of(text).filter(it -> it.hashCode() % 2 == 0);
    Command.Send send = new Command.Send(new Body(text), nonce, Optional.empty(), List.of());
    act.asked(nonce.isPresent());
    trace.add("a program asks for " + act + " through " + node);
    send(
        node,
        topic,
        send,
        outcome -> {
          trace.add("a program is answered " + SimTrace.brief(outcome) + " for " + act);
          act.answered(outcome, bornAt(topic), scheduler.now());
        });
  }

  private long bornAt(TopicName topic) {
    return people.stream()
        .filter(it -> it.topic().equals(topic) && topics.indexOf(topic) < plan.lasting())
        .mapToLong(it -> it.reader().bornAt())
        .filter(it -> it > 0)
        .findFirst()
        .orElse(0);
  }

  private void send(SimNode node, TopicName topic, Command command, Consumer<Outcome> then) {
    node.machine()
        .after(
            1,
            () -> {
              var _ =
                  node.software()
                      .topics()
                      .send(topic, new Actor.Server("ops"), command)
                      .thenAccept(then);
            });
  }

  private void moderate(SimStep.Moderate how) {
    MemberId member = people.get(how.person()).member();
    TopicName topic = topics.get(how.topic());
    OptionalLong ttl = OptionalLong.of(MODERATION_MILLIS);
    Command command =
        switch (how.act()) {
          case MUTE -> new Command.Mute(member, ttl, Optional.empty());
          case UNMUTE -> new Command.Unmute(member);
          case QUIET -> new Command.SetQuiet(Optional.of(Rank.MODERATOR), ttl);
          case LOUD -> new Command.SetQuiet(Optional.empty(), OptionalLong.empty());
          case KICK -> new Command.Kick(member, Optional.empty(), OptionalLong.empty(), false);
        };
    cluster.at(how.place()).ifPresent(node -> send(node, topic, command, _ -> {}));
  }

  /// Who fell behind catches up.
  private void calm() {
    people.stream().filter(it -> it.reader().isLagging()).forEach(SimClient::resync);
  }

  private void sample() {
    for (SimNode node : cluster.alive()) {
      node.software().states().forEach(state -> history.sample(node.toString(), state));
    }
    scheduler.after(TimeUnit.MILLISECONDS.toNanos(SAMPLE_MILLIS), this::sample);
  }

  private void judgeCalm() {
    trace.add("all should be calm");
    if (cluster.alive().size() < plan.places()) {
      history.complain("only " + cluster.alive() + " are left");
    }
    people.forEach(person -> new CalmCheck(history, cluster, people).judge(person));
  }

  /// Somebody new joins each topic through each node.
  private void probe() {
    for (SimNode node : cluster.alive()) {
      for (TopicName topic : topics) {
        SimProbe.join(node, topic, history);
      }
    }
  }
}
