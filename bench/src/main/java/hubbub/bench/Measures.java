package hubbub.bench;

import static hubbub.bench.Case.Target.atMost;

import com.fasterxml.jackson.databind.JsonNode;
import hubbub.bench.Case.Measure;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/// Measures that several cases share, and how to read a figure from a report.
final class Measures {
  static final Measure CPU = named("server_cpu_us_per_delivery", "CPU per delivery", "µs");
  static final Measure P50 = latency("latency_us", "p50", "p50");
  static final Measure P99 = latency("latency_us", "p99", "p99");
  static final Measure RATE = named("deliveries_per_s", "deliveries", "/s");
  static final Measure LOST = named("lost", "lost", "").should(atMost(0));
  static final Measure PER_CONNECTION =
      named("server_rss_per_conn_bytes", "RSS per connection", "bytes");
  static final Measure IDLE_CPU = named("server_cpu_hold_s", "CPU while idle", "s");
  static final Measure GROWTH =
      measure(
          "RSS growth under load",
          "MiB",
          run -> (number(run, "server_rss_end_kb") - number(run, "server_rss_idle_kb")) / 1024);
  static final Measure RSS_BEFORE = mebibytes("server_rss_before_kb", "RSS before the load");
  static final Measure RSS_PEAK = mebibytes("server_hwm_kb", "peak RSS");
  static final Measure RSS_AFTER = mebibytes("server_rss_after_kb", "RSS afterwards");
  static final Measure LIVE = mebibytes("server_live_heap_kb", "live heap afterwards");
  static final Measure PER_BIRTH =
      measure(
          "CPU per topic created",
          "µs",
          run ->
              number(run, "server_cpu_window_s")
                  * 1e6
                  / (number(run, "churn_births_per_s") * number(run, "window_s")));

  private Measures() {}

  /// A measure that reads `field` of the report.
  static Measure named(String field, String name, String unit) {
    return measure(name, unit, run -> number(run, field));
  }

  private static Measure mebibytes(String field, String name) {
    return measure(name, "MiB", run -> number(run, field) / 1024);
  }

  /// A measure that reads a percentile of the distribution in `field`.
  static Measure latency(String field, String percentile, String name) {
    return measure(name, "µs", run -> number(run.path(field), percentile));
  }

  /// A measure that is computed from the report.
  static Measure measure(String name, String unit, ToDoubleFunction<JsonNode> of) {
    return new Measure(name, unit, of, Optional.empty());
  }

  static double number(JsonNode of, String field) {
    return of.path(field).asDouble(Double.NaN);
  }
}
