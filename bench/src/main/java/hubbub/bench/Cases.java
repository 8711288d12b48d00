package hubbub.bench;

import static hubbub.bench.Case.Target.atMost;
import static hubbub.bench.Case.Target.ratioAtLeast;
import static hubbub.bench.Case.Target.ratioAtMost;

import com.fasterxml.jackson.databind.JsonNode;
import hubbub.bench.Case.Load;
import hubbub.bench.Case.Measure;
import hubbub.bench.Case.Side;
import hubbub.bench.Contender.Floor;
import hubbub.bench.Contender.Prelude;
import hubbub.bench.Contender.Server;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/// The situations in which whole servers are measured, and what is asked of them.
final class Cases {
  private static final Contender SERVER = new Server("server", Prelude.NOTHING);
  private static final Contender FLOOR = new Floor("floor", List.of());
  private static final Contender BATCHES = new Floor("floor --batch", List.of("--batch"));

  private static final Measure CPU = named("server_cpu_us_per_delivery", "CPU per delivery", "µs");
  private static final Measure P50 = latency("latency_us", "p50", "p50");
  private static final Measure P99 = latency("latency_us", "p99", "p99");
  private static final Measure RATE = named("deliveries_per_s", "deliveries", "/s");
  private static final Measure LOST = named("lost", "lost", "").should(atMost(0));
  private static final Measure PER_CONNECTION =
      named("server_rss_per_conn_bytes", "RSS per connection", "bytes");
  private static final Measure GROWTH =
      measure(
          "RSS gained under load",
          "MiB",
          run -> (number(run, "server_rss_end_kb") - number(run, "server_rss_idle_kb")) / 1024);
  private static final Measure PER_BIRTH =
      measure(
          "CPU per birth",
          "µs",
          run ->
              number(run, "server_cpu_window_s")
                  * 1e6
                  / (number(run, "churn_births_per_s") * number(run, "window_s")));

  private static final Load CROWD = Load.of(2_000, "--rate 400");

  private Cases() {}

  static List<Case> all() {
    return List.of(
        against(FLOOR, "one-40", "one topic of 2,000 at 40/s", Load.of(2_000, "--rate 40"))
            .asks(CPU.should(ratioAtMost(1.15)), P50, P99, LOST),
        against(BATCHES, "one-400", "the same at 400/s", CROWD)
            .asks(CPU.should(ratioAtMost(1.15)), P50, P99.should(ratioAtMost(1.5)), LOST),
        against(BATCHES, "one-1000", "the same at 1,000/s", Load.of(2_000, "--rate 1000"))
            .asks(RATE.should(ratioAtLeast(0.9)), CPU, P99, LOST),
        against(
                FLOOR,
                "many",
                "500 topics of 10 at 3,000/s in all",
                Load.of(5_000, "--topics 500 --senders 500 --rate 3000"))
            .asks(CPU.should(ratioAtMost(1.25)), P50, P99.should(ratioAtMost(2)), LOST),
        quiet(),
        against(
                FLOOR,
                "churn",
                "3,000 topics a second are born, spoken in, and die",
                Load.of(1_000, "--churn --churn-rate 3000"))
            .asks(
                PER_BIRTH.should(ratioAtMost(4)),
                named("churn_births_per_s", "births", "/s"),
                latency("churn_step_us", "p99", "join to left, p99"),
                named("churn_errors", "errors", "").should(atMost(0))),
        against(
                FLOOR,
                "idle",
                "15,000 idle members of 1,000 topics",
                Load.of(15_000, "--topics 1000 --src-ips 8 --hold 65 --warmup 0 --secs 1"))
            .asks(PER_CONNECTION.should(atMost(4096))),
        fairness(),
        slowReaders(),
        against(
                FLOOR,
                "joins",
                "19,000 joins into one topic, 256 handshakes at a time",
                Load.of(19_000, "--src-ips 8 --warmup 0 --secs 1"))
            .asks(
                named("joins_per_s", "joins", "/s"),
                named("server_cpu_us_per_connect", "CPU per connection", "µs"),
                latency("join_us", "p50", "join, p50"),
                latency("join_us", "p99", "join, p99").should(atMost(1_000_000)),
                named("joins_failed", "refused", "").should(atMost(0))));
  }

  private static Case quiet() {
    return new Draft(
            "quiet",
            "one topic of 2,000 at 400/s, quiet mode on",
            new Side(new Server("quiet", Prelude.QUIET), CROWD),
            new Side(new Server("not quiet", Prelude.MODERATOR), CROWD),
            Optional.empty())
        .asks(CPU.should(ratioAtMost(1.03)), P99, LOST);
  }

  /// Both loads at once; what is asked is what the small topics get.
  private static Case fairness() {
    Load small = Load.of(1_000, "--topics 100 --senders 100 --rate 500 --topic-prefix room:small");
    Load giant = Load.of(3_000, "--rate 10 --topic-prefix room:giant");
    return new Draft(
            "fairness",
            "100 topics of 10 at 500/s beside one of 3,000 at 10/s",
            new Side(SERVER, small),
            new Side(FLOOR, small),
            Optional.of(giant))
        .asks(P50, P99.should(ratioAtMost(0.4)), LOST);
  }

  private static Case slowReaders() {
    String load = "--rate 40 --payload 1000";
    return new Draft(
            "slow",
            "4,000 readers of 1,000 bytes at 40/s, beside 1,000 that stopped reading",
            new Side(SERVER, Load.of(4_000, load + " --slow 1000 --slow-rcvbuf 4096")),
            new Side(new Server("without them", Prelude.NOTHING), Load.of(4_000, load)),
            Optional.empty())
        .asks(GROWTH.should(atMost(64)), P50, P99.should(ratioAtMost(1.25)), CPU, LOST);
  }

  private static Draft against(Contender reference, String name, String says, Load load) {
    return new Draft(
        name, says, new Side(SERVER, load), new Side(reference, load), Optional.empty());
  }

  /// A case of which is not yet said what it asks.
  private record Draft(String name, String says, Side ours, Side reference, Optional<Load> beside) {
    Case asks(Measure... measures) {
      return new Case(name, says, ours, reference, beside, List.of(measures));
    }
  }

  private static Measure named(String field, String name, String unit) {
    return measure(name, unit, run -> number(run, field));
  }

  private static Measure latency(String field, String percentile, String name) {
    return measure(name, "µs", run -> number(run.path(field), percentile));
  }

  private static Measure measure(String name, String unit, ToDoubleFunction<JsonNode> of) {
    return new Measure(name, unit, of, Optional.empty());
  }

  private static double number(JsonNode of, String field) {
    return of.path(field).asDouble(Double.NaN);
  }
}
