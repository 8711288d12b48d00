package hubbub.bench;

import static hubbub.bench.Case.Target.atMost;
import static hubbub.bench.Case.Target.ratioAtMost;
import static hubbub.bench.Measures.CPU;
import static hubbub.bench.Measures.LOST;
import static hubbub.bench.Measures.P50;
import static hubbub.bench.Measures.P99;
import static hubbub.bench.Measures.PER_CONNECTION;
import static hubbub.bench.Measures.named;

import hubbub.bench.Case.Load;
import hubbub.bench.Case.Side;
import hubbub.bench.Cases.CaseBuilder;
import hubbub.bench.Contender.Prelude;
import hubbub.bench.Contender.Server;
import hubbub.identity.LocalTokens;
import hubbub.identity.ServerKeys;
import hubbub.identity.TopicPattern;
import hubbub.topic.Rank;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Members who bring a token each, compared with guests.
final class SignedIn {
  private static final String SECRET = "6d".repeat(32);
  private static final int MOST = 19_000;
  private static final String FILE = "tokens";
  private static final String QUERIES = " --queries " + FILE;

  private SignedIn() {}

  static List<Case> all() {
    return List.of(
        compared("40", "one topic of 2,000 at 40/s", Prelude.NOTHING, 2_000, "--rate 40")
            .asks(CPU.should(ratioAtMost(1.03)), P50, P99, LOST),
        compared("many", "500 topics of 10 at 3,000/s", Prelude.NOTHING, 5_000, MANY)
            .asks(CPU.should(ratioAtMost(1.03)), P50, P99, LOST),
        compared("idle", "15,000 idle members", Prelude.REST, 15_000, IDLE)
            .asks(PER_CONNECTION.should(ratioAtMost(1.1))),
        compared("joins", "19,000 joins", Prelude.NOTHING, MOST, "--src-ips 8 --warmup 0 --secs 1")
            .asks(
                named("joins_per_s", "joins", "/s"),
                named("server_cpu_us_per_connect", "CPU per connection", "µs"),
                named("joins_failed", "refused", "").should(atMost(0))));
  }

  private static final String MANY = String.join(" ", Cases.MANY.options());
  private static final String IDLE = String.join(" ", Cases.IDLE.options());

  private static CaseBuilder compared(
      String name, String says, Prelude prelude, int connections, String load) {
    List<String> secret = List.of("--hubbub.secret=" + SECRET);
    return new CaseBuilder(
        "signed-" + name,
        says + ", who bring a token each",
        new Side(new Server("tokens", prelude, secret), Load.of(connections, load + QUERIES)),
        new Side(new Server("guests", prelude, secret), Load.of(connections, load)));
  }

  /// Writes a token for each connection where the load generator looks for them.
  static void writeTokens(Places places) throws IOException {
    Path file = Files.createDirectories(places.scratch()).resolve(FILE);
    ServerKeys keys = new ServerKeys(SECRET.getBytes(StandardCharsets.UTF_8));
    Files.write(
        file, IntStream.range(0, MOST).mapToObj(i -> "token=" + token(keys, "user" + i)).toList());
  }

  private static String token(ServerKeys keys, String who) {
    LocalTokens.Request request =
        new LocalTokens.Request(
            who, Optional.of(who), Rank.MEMBER, TopicPattern.ALL, Duration.ofHours(6));
    return LocalTokens.sign(keys, request, Instant.now());
  }
}
