package hubbub.bench;

import static hubbub.bench.Measures.CPU;
import static hubbub.bench.Measures.IDLE_CPU;
import static hubbub.bench.Measures.LOST;
import static hubbub.bench.Measures.P50;
import static hubbub.bench.Measures.P99;
import static hubbub.bench.Measures.PER_CONNECTION;

import hubbub.bench.Case.Load;
import hubbub.bench.Case.Measure;
import hubbub.bench.Case.Side;
import hubbub.bench.Contender.Prelude;
import hubbub.bench.Contender.Server;
import io.netty.channel.uring.IoUring;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The other transports, each compared to epoll. Leaves out io_uring where the kernel lacks or
/// forbids it.
final class Transports {
  private Transports() {}

  static List<Case> all() {
    return Stream.of("io_uring", "nio")
        .filter(transport -> !transport.equals("io_uring") || IoUring.isAvailable())
        .flatMap(Transports::of)
        .toList();
  }

  private static Stream<Case> of(String transport) {
    return Stream.of(
        on(transport, "400", "one topic of 2,000 at 400/s", Cases.CROWD, CPU, P50, P99, LOST),
        on(transport, "many", "500 topics of 10 at 3,000/s", Cases.MANY, CPU, P50, P99, LOST),
        on(transport, "idle", "15,000 idle members", Cases.IDLE, IDLE_CPU, PER_CONNECTION));
  }

  private static Case on(
      String transport, String name, String says, Load load, Measure... measures) {
    return new Case(
        "transports-" + transport + "-" + name,
        says + ", " + transport + " compared with epoll",
        new Side(server(transport), load),
        new Side(server("epoll"), load),
        Optional.empty(),
        Duration.ZERO,
        List.of(measures));
  }

  private static Contender server(String transport) {
    return new Server(transport, Prelude.NOTHING, List.of("--hubbub.transport=" + transport));
  }
}
