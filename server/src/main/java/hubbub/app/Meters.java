package hubbub.app;

import hubbub.cluster.Cluster;
import hubbub.cluster.ClusterStatus;
import hubbub.cluster.Counters;
import hubbub.cluster.peer.PeerFigures;
import hubbub.gateway.Gateway;
import hubbub.session.SessionContext;
import hubbub.session.guard.SpamCounts;
import hubbub.store.Database;
import hubbub.store.Store;
import hubbub.store.StoreCounters;
import hubbub.topic.Reason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToDoubleFunction;

/// One server's metrics for Prometheus, including those of its process and JVM. No label takes a
/// value that clients can invent. Any thread.
final class Meters implements SessionContext.Traffic, SpamCounts, AutoCloseable {
  /// How many kinds of verdicts are counted apart: plugins choose the words of their rules.
  private static final int MOST_RULES = 200;

  private static final String OTHER = "other";

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  /// One counter per reason that has occurred; extensions add reasons of their own.
  private final Map<Reason, Counter> refusals = new ConcurrentHashMap<>();

  /// One counter per rule and verdict that has occurred, and what else is counted so.
  private final Map<List<String>, Counter> spam = new ConcurrentHashMap<>();

  private final LongAdder memberships = new LongAdder();
  private final LongAdder sent = new LongAdder();
  private final ProcessMeters process = new ProcessMeters();

  Meters() {
    gauge(
        "hubbub.memberships",
        "Memberships: topics joined, over all connections",
        memberships,
        LongAdder::sum);
    counter("hubbub.messages.in", "Messages passed on to their topics", sent, LongAdder::sum);
    process.bindTo(registry);
  }

  /// Adds the metrics of `gateway` and `cluster`.
  void watch(Gateway gateway, Cluster cluster) {
    Counters counters = cluster.counters();
    gauge("hubbub.connections", "Open WebSockets and event streams", gateway, Gateway::connections);
    gauge("hubbub.topics", "Topics with members on this node", cluster, Cluster::topics);
    gauge(
        "hubbub.mailbox.age.seconds",
        "The longest time that a command waited for its topic since the last scrape",
        counters,
        c -> c.takeOldestNanos() / 1e9);
    counter("hubbub.births", "Topics created", counters, Counters::births);
    counter("hubbub.deaths", "Topics ended", counters, Counters::deaths);
    counter(
        "hubbub.topic.failures",
        "Bugs in topics that members did not notice",
        counters,
        Counters::failures);
    counter(
        "hubbub.topic.crashes",
        "Bugs in topics that lost the state and made members rejoin",
        counters,
        Counters::crashes);
    if (cluster.status().isPresent()) {
      watchOthers(cluster);
    }
    counter("hubbub.deliveries", "Frames delivered to members", gateway, Gateway::delivered);
  }

  private void watchOthers(Cluster cluster) {
    gauge(
        "hubbub.cluster.members",
        "Nodes of the cluster, this one included",
        cluster,
        it -> of(it, status -> status.nodes().size()));
    gauge(
        "hubbub.cluster.silent",
        "Nodes of the cluster that do not answer",
        cluster,
        it ->
            of(it, status -> status.nodes().stream().filter(ClusterStatus.Node::isSilent).count()));
    gauge(
        "hubbub.cluster.homeless",
        "Shards without a home: their topics wait",
        cluster,
        it -> of(it, ClusterStatus::homeless));
    gauge(
        "hubbub.cluster.unconfirmed",
        "Topics in which an answer waits until enough nodes have a copy",
        cluster,
        it -> of(it, ClusterStatus::unconfirmed));
    gauge(
        "hubbub.cluster.contact",
        "Whether this node is in contact with a majority, and may decide: 1 or 0",
        cluster,
        it -> of(it, status -> status.hasContact() ? 1 : 0));
    gauge(
        "hubbub.cluster.unsent.bytes",
        "What waits to be sent to other nodes",
        cluster,
        it -> of(it, status -> sum(status, PeerFigures::unsentBytes)));
    counter(
        "hubbub.cluster.frames.again",
        "Frames that were sent to other nodes again",
        cluster,
        it -> of(it, status -> sum(status, PeerFigures::framesSentAgain)));
    counter(
        "hubbub.cluster.losses",
        "How often messages between nodes were dropped, so that they began anew",
        cluster,
        it -> of(it, status -> sum(status, PeerFigures::losses)));
  }

  private static double of(Cluster cluster, ToDoubleFunction<ClusterStatus> figure) {
    return cluster.status().map(figure::applyAsDouble).orElse(0.0);
  }

  private static double sum(ClusterStatus status, ToDoubleFunction<PeerFigures> figure) {
    return status.nodes().stream().flatMap(node -> node.lanes().stream()).mapToDouble(figure).sum();
  }

  /// Adds the metrics of `store`.
  void watch(Store store) {
    StoreCounters counters = store.counters();
    gauge(
        "hubbub.store.up",
        "Whether the store answers: 1 or 0",
        store.database(),
        database -> database.isUp() ? 1 : 0);
    gauge(
        "hubbub.store.queue",
        "Reads and writes that wait for the store",
        store.database(),
        Database::waiting);
    counter(
        "hubbub.store.statements",
        "Statements that the store has run",
        counters,
        StoreCounters::statements);
    counter(
        "hubbub.store.failures",
        "Reads and writes that the store failed or refused",
        counters,
        StoreCounters::failures);
    counter(
        "hubbub.store.audit.lost",
        "Lines of the audit log that were lost",
        counters,
        StoreCounters::lost);
  }

  private <T> void gauge(String name, String about, T of, ToDoubleFunction<T> value) {
    Gauge.builder(name, of, value).description(about).register(registry);
  }

  private <T> void counter(String name, String about, T of, ToDoubleFunction<T> value) {
    FunctionCounter.builder(name, of, value).description(about).register(registry);
  }

  /// All metrics in Prometheus' text format.
  String scrape() {
    return registry.scrape();
  }

  @Override
  public void refused(Reason reason) {
    refusals.computeIfAbsent(reason, this::refusalsFor).increment();
  }

  private Counter refusalsFor(Reason reason) {
    return Counter.builder("hubbub.refusals")
        .description("Refused joins, commands and frames, by reason")
        .tag("reason", reason.word())
        .register(registry);
  }

  @Override
  public void judged(String rule, String verdict) {
    String word = spam.size() < MOST_RULES ? rule : OTHER;
    spam.computeIfAbsent(
            List.of(word, verdict),
            _ ->
                Counter.builder("hubbub.spam.verdicts")
                    .description("What rules of the spam guard objected to, by rule and verdict")
                    .tag("rule", word)
                    .tag("verdict", verdict)
                    .register(registry))
        .increment();
  }

  @Override
  public void stepped(String step) {
    spam.computeIfAbsent(
            List.of(step),
            _ ->
                Counter.builder("hubbub.spam.steps")
                    .description("Steps that the spam guard took against people, by step")
                    .tag("step", step)
                    .register(registry))
        .increment();
  }

  @Override
  public void sent() {
    sent.increment();
  }

  @Override
  public void memberships(int change) {
    memberships.add(change);
  }

  /// Removes all metrics.
  @Override
  public void close() {
    process.close();
    registry.close();
  }
}
