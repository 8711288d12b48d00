package hubbub.bench;

import static hubbub.bench.Case.Target.atMost;
import static hubbub.bench.Measures.CPU;
import static hubbub.bench.Measures.LIVE;
import static hubbub.bench.Measures.LOST;
import static hubbub.bench.Measures.RSS_AFTER;
import static hubbub.bench.Measures.RSS_BEFORE;
import static hubbub.bench.Measures.RSS_PEAK;
import static hubbub.bench.Measures.measure;
import static hubbub.bench.Measures.named;
import static hubbub.bench.Measures.number;

import hubbub.bench.Case.Load;
import hubbub.bench.Case.Measure;
import hubbub.bench.Case.Side;
import hubbub.bench.Cases.CaseBuilder;
import hubbub.bench.Contender.Prelude;
import hubbub.bench.Contender.Server;
import java.time.Duration;
import java.util.List;

/// How far much garbage makes the heap grow, compared to a server whose heap G1 sizes by itself.
final class HeapGrowth {
  private static final Duration AFTERMATH = Duration.ofSeconds(20);
  private static final Contender BOUND = new Server("server", Prelude.NOTHING);

  /// Undoes what the launcher sets about the heap's size.
  private static final Contender UNBOUND =
      new Server(
          "sized by G1",
          Prelude.NOTHING,
          List.of(),
          "-XX:InitialHeapSize=0 -XX:MinHeapFreeRatio=5 -XX:MaxHeapFreeRatio=10"
              + " -XX:+G1UseAdaptiveIHOP -XX:InitiatingHeapOccupancyPercent=45"
              + " -XX:G1ExpandByPercentOfAvailable=20 -XX:G1NewSizePercent=5 -XX:GCTimeRatio=9");

  /// Members who join a busy topic are sent its history and its presence, which soon become
  /// garbage.
  private static final Load ARRIVING = Load.of(3_000, "--src-ips 4 --connect-rate 120 --secs 1");

  private static final Measure CPU_PER_REFUSAL =
      measure(
          "CPU per refusal",
          "µs",
          run -> number(run, "server_cpu_window_s") * 1e6 / number(run, "replies_error"));

  private HeapGrowth() {}

  static List<Case> all() {
    return List.of(
        draft(
                "memory-arrivals",
                "one topic of 3,000 at 100/s of 400 bytes, which 3,000 more join",
                Load.of(3_000, "--src-ips 4 --rate 100 --payload 400 --secs 24"))
            .beside(ARRIVING)
            .asks(RSS_BEFORE, RSS_PEAK.should(atMost(512)), RSS_AFTER, LIVE, CPU, LOST),
        draft(
                "memory-refusals",
                "100 connections send 60,000 unknown commands a second",
                Load.of(
                    100,
                    "--topics 10 --senders 100 --rate 60000 --payload 400 --event nonsense"
                        + " --warmup 0 --secs 40"))
            .asks(
                RSS_BEFORE,
                RSS_PEAK.should(atMost(512)),
                RSS_AFTER,
                LIVE,
                named("replies_error", "refused", ""),
                CPU_PER_REFUSAL));
  }

  private static CaseBuilder draft(String name, String says, Load load) {
    return new CaseBuilder(name, says, new Side(BOUND, load), new Side(UNBOUND, load))
        .lookedAtAfter(AFTERMATH);
  }
}
