package hubbub.app;

import hubbub.cluster.Cluster;
import hubbub.cluster.Counters;
import hubbub.gateway.Gateway;
import hubbub.session.Commons;
import hubbub.topic.Reason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/// What one server counts, for Prometheus. No label has a value that people can invent. Any thread.
final class Meters implements Commons.Traffic {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Map<Reason, Counter> refusals = new EnumMap<>(Reason.class);
  private final LongAdder memberships = new LongAdder();
  private final LongAdder sent = new LongAdder();

  Meters() {
    for (Reason reason : Reason.values()) {
      refusals.put(
          reason,
          Counter.builder("hubbub.refusals").tag("reason", reason.word()).register(registry));
    }
    Gauge.builder("hubbub.memberships", memberships, LongAdder::sum).register(registry);
    FunctionCounter.builder("hubbub.messages.in", sent, LongAdder::sum).register(registry);
  }

  /// Counts what these do from now on.
  void watch(Gateway gateway, Cluster cluster) {
    Counters counters = cluster.counters();
    Gauge.builder("hubbub.connections", gateway, Gateway::connections).register(registry);
    Gauge.builder("hubbub.topics", cluster, Cluster::topics).register(registry);
    Gauge.builder("hubbub.mailbox.age.seconds", counters, c -> c.takeOldestNanos() / 1e9)
        .register(registry);
    FunctionCounter.builder("hubbub.births", counters, Counters::births).register(registry);
    FunctionCounter.builder("hubbub.deaths", counters, Counters::deaths).register(registry);
    FunctionCounter.builder("hubbub.topic.failures", counters, Counters::failures)
        .register(registry);
    FunctionCounter.builder("hubbub.topic.crashes", counters, Counters::crashes).register(registry);
    FunctionCounter.builder("hubbub.deliveries", gateway, Gateway::delivered).register(registry);
  }

  /// All of it, in Prometheus' text format.
  String scrape() {
    return registry.scrape();
  }

  @Override
  public void refused(Reason reason) {
    Objects.requireNonNull(refusals.get(reason)).increment();
  }

  @Override
  public void sent() {
    sent.increment();
  }

  @Override
  public void memberships(int change) {
    memberships.add(change);
  }
}
