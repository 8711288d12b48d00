package hubbub.bench;

import static hubbub.bench.Case.Target.atMost;
import static hubbub.bench.Case.Target.ratioAtLeast;
import static hubbub.bench.Case.Target.ratioAtMost;
import static hubbub.bench.Measures.CPU;
import static hubbub.bench.Measures.GROWTH;
import static hubbub.bench.Measures.LOST;
import static hubbub.bench.Measures.P50;
import static hubbub.bench.Measures.P99;
import static hubbub.bench.Measures.PER_BIRTH;
import static hubbub.bench.Measures.PER_CONNECTION;
import static hubbub.bench.Measures.RATE;
import static hubbub.bench.Measures.latency;
import static hubbub.bench.Measures.named;

import hubbub.bench.Case.Load;
import hubbub.bench.Case.Measure;
import hubbub.bench.Case.Side;
import hubbub.bench.Contender.Floor;
import hubbub.bench.Contender.Prelude;
import hubbub.bench.Contender.Server;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The cases in which whole servers are measured, with their measures and targets.
final class Cases {
  private static final Contender SERVER = new Server("server", Prelude.NOTHING);
  private static final Contender FLOOR = new Floor("floor", List.of());
  private static final Contender BATCHES = new Floor("floor --batch", List.of("--batch"));

  /// One busy topic of 2,000.
  static final Load CROWD = Load.of(2_000, "--rate 400");

  /// 500 topics of 10.
  static final Load MANY = Load.of(5_000, "--topics 500 --senders 500 --rate 3000");

  /// Nobody speaks, for long enough that the heap settles.
  static final Load IDLE =
      Load.of(15_000, "--topics 1000 --src-ips 8 --hold 65 --warmup 0 --secs 1");

  /// At most as many at a time as the accept backlog holds; more would measure TCP's timers.
  private static final String STORM =
      "--src-ips 8 --inflight 4000 --rate 2 --warmup 8 --secs 5 --storm ";

  private Cases() {}

  static List<Case> all() {
    return Stream.of(
            usual(),
            storms(),
            SignedIn.all(),
            Guarded.all(),
            SeveralNodes.all(),
            HeapGrowth.all(),
            Transports.all())
        .flatMap(List::stream)
        .toList();
  }

  private static List<Case> usual() {
    return List.of(
        against(FLOOR, "one-40", "one topic of 2,000 at 40/s", Load.of(2_000, "--rate 40"))
            .asks(CPU.should(ratioAtMost(1.15)), P50, P99, LOST),
        against(BATCHES, "one-400", "the same at 400/s", CROWD)
            .asks(CPU.should(ratioAtMost(1.15)), P50, P99.should(ratioAtMost(1.5)), LOST),
        against(BATCHES, "one-1000", "the same at 1,000/s", Load.of(2_000, "--rate 1000"))
            .asks(RATE.should(ratioAtLeast(0.9)), CPU, P99, LOST),
        against(FLOOR, "many", "500 topics of 10 at 3,000/s altogether", MANY)
            .asks(CPU.should(ratioAtMost(1.25)), P50, P99.should(ratioAtMost(2)), LOST),
        quiet(),
        against(
                FLOOR,
                "churn",
                "3,000 topics a second are created, spoken in once, and end",
                Load.of(1_000, "--churn --churn-rate 3000"))
            .asks(
                PER_BIRTH.should(ratioAtMost(4)),
                named("churn_births_per_s", "topics created", "/s"),
                latency("churn_step_us", "p99", "join to leave, p99"),
                named("churn_errors", "errors", "").should(atMost(0))),
        new CaseBuilder(
                "idle",
                "15,000 idle members in 1,000 topics",
                new Side(new Server("server", Prelude.REST), IDLE),
                new Side(FLOOR, IDLE))
            .asks(PER_CONNECTION.should(atMost(4096))),
        fairness(),
        heartbeats(),
        slowReaders(),
        deflated(),
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
    return new CaseBuilder(
            "quiet",
            "one topic of 2,000 at 400/s, quiet mode on",
            new Side(new Server("quiet", Prelude.QUIET), CROWD),
            new Side(new Server("not quiet", Prelude.MODERATOR), CROWD))
        .asks(CPU.should(ratioAtMost(1.03)), P99, LOST);
  }

  /// Runs both loads at once; measures the small topics.
  private static Case fairness() {
    Load small = Load.of(1_000, "--topics 100 --senders 100 --rate 500 --topic-prefix room:small");
    Load giant = Load.of(3_000, "--rate 10 --topic-prefix room:giant");
    return against(
            FLOOR, "fairness", "100 topics of 10 at 500/s, next to one of 3,000 at 10/s", small)
        .beside(giant)
        .asks(P50, P99.should(ratioAtMost(0.4)), LOST);
  }

  /// Runs both loads at once; measures how soon a heartbeat is answered beside a busy topic.
  private static Case heartbeats() {
    Load small =
        Load.of(
            500, "--topics 50 --beat-rate 500 --churn --churn-rate 20 --topic-prefix room:small");
    Load giant = Load.of(10_000, "--src-ips 8 --rate 10 --topic-prefix room:giant");
    return against(
            FLOOR,
            "heartbeats",
            "500 heartbeats, 20 joins and leaves a second, next to one topic of 10,000 at 10/s",
            small)
        .beside(giant)
        .asks(
            latency("beat_us", "p50", "heartbeat, p50"),
            latency("beat_us", "p99", "heartbeat, p99").should(ratioAtMost(1)),
            latency("churn_step_us", "p99", "join to leave, p99"),
            named("beats_lost", "unanswered", "").should(atMost(0)));
  }

  private static List<Case> storms() {
    return List.of(
        storm("storm", "one topic are dropped and resume", "since --senders 5"),
        storm("storm-anew", "one topic are dropped and join from scratch", "anew --senders 5"),
        storm("storm-many", "500 topics are dropped and resume", "since --topics 500 --rate 100"));
  }

  /// The floor cannot resume, so its clients always join anew.
  private static Case storm(String name, String says, String options) {
    return new CaseBuilder(
            name,
            "19,000 of " + says,
            new Side(SERVER, Load.of(19_000, STORM + options)),
            new Side(FLOOR, Load.of(19_000, STORM + options.replace("since", "anew"))))
        .asks(
            named("storm_s", "until all are back", "s"),
            latency("storm_back_us", "p50", "back, p50"),
            latency("storm_join_us", "p50", "join, p50"),
            latency("storm_join_us", "p99", "join, p99").should(atMost(1_000_000)),
            named("server_cpu_us_per_return", "CPU per return", "µs"),
            named("storm_refused", "refused, then retried", ""),
            named("storm_failed", "failed, then retried", "").should(atMost(0)),
            named("storm_away", "never came back", "").should(atMost(0)),
            named("storm_recovered", "recovered", ""),
            named("storm_seq_holes", "seqs skipped", "").should(atMost(0)),
            named("storm_seq_repeats", "seqs repeated", "").should(atMost(0)),
            named("storm_lagged", "told that they lagged", ""),
            LOST);
  }

  /// The kernel's buffers for readers that stopped take two thirds of a minute to fill; until then
  /// they are sent to like others. The rate leaves the loop some headroom: on a saturated loop the
  /// slightest extra work delays everybody.
  private static Case slowReaders() {
    String load = "--rate 25 --payload 1000 --warmup 45";
    return new CaseBuilder(
            "slow",
            "4,000 readers of 1,000 bytes at 25/s, next to 1,000 that stopped reading",
            new Side(SERVER, Load.of(4_000, load + " --slow 1000 --slow-rcvbuf 4096")),
            new Side(new Server("without them", Prelude.NOTHING), Load.of(4_000, load)))
        .asks(GROWTH.should(atMost(64)), P50, P99.should(ratioAtMost(1.25)), CPU, LOST);
  }

  /// Twenty members take plain frames and measure the latency.
  private static Case deflated() {
    String load = "--rate 40 --payload 500 --fill words";
    return new CaseBuilder(
            "deflate",
            "2,000 readers of deflated messages, 500 characters of words at 40/s",
            new Side(
                new Server("deflated", Prelude.NOTHING),
                Load.of(2_000, load + " --deflate --probes 20")),
            new Side(new Server("plain", Prelude.NOTHING), Load.of(2_000, load)))
        .asks(CPU.should(ratioAtMost(1.3)), P50, P99, PER_CONNECTION, LOST);
  }

  private static CaseBuilder against(Contender reference, String name, String says, Load load) {
    return new CaseBuilder(name, says, new Side(SERVER, load), new Side(reference, load));
  }

  /// A case without measures yet.
  record CaseBuilder(
      String name,
      String says,
      Side ours,
      Side reference,
      Optional<Load> beside,
      Duration aftermath) {
    CaseBuilder(String name, String says, Side ours, Side reference) {
      this(name, says, ours, reference, Optional.empty(), Duration.ZERO);
    }

    /// Adds a second load that runs at the same time.
    CaseBuilder beside(Load other) {
      return new CaseBuilder(name, says, ours, reference, Optional.of(other), aftermath);
    }

    /// Also measures memory, `time` after the load has ended.
    CaseBuilder lookedAtAfter(Duration time) {
      return new CaseBuilder(name, says, ours, reference, beside, time);
    }

    Case asks(Measure... measures) {
      return new Case(name, says, ours, reference, beside, aftermath, List.of(measures));
    }
  }
}
