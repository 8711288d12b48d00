package hubbub.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// What other programs cost: how many messages a second one can publish by HTTP, and what a
/// delivery to a reader of an event stream costs beside one to a socket. Both kinds of readers run
/// in turn, against servers of their own, in pairs whose order alternates. The load comes from this
/// process.
final class ProgramCost {
  private static final String TOPIC = "room:programs";
  private static final int RATE = 40;
  private static final Contender.Server SERVER =
      new Contender.Server(
          "server",
          Contender.Prelude.NOTHING,
          List.of(
              "--hubbub.loops=1",
              "--hubbub.keys.rate=100000/s",
              "--hubbub.keys.burst=1000000",
              "--hubbub.kinds.room.history-when-empty=1h"));

  private final Places places;
  private final int pairs;
  private final int readers;
  private final int warmUpSeconds;
  private final int seconds;

  ProgramCost(Places places, boolean isQuick, int pairs) {
    this.places = places;
    this.pairs = pairs;
    this.readers = isQuick ? 50 : 1_000;
    this.warmUpSeconds = isQuick ? 1 : 30;
    this.seconds = isQuick ? 2 : 12;
  }

  /// How much of something there was, and the server's CPU for one of it.
  private record Cost(double aSecond, double micros) {}

  private interface Load {
    /// Loads the server until it is stopped.
    void run(Publisher publisher, Counted counted) throws IOException, InterruptedException;
  }

  /// Measures for one window, after the warm-up, whatever the count goes up by.
  private interface Counted {
    void until(LongSupplier count) throws InterruptedException;
  }

  /// Runs everything.
  ///
  /// @return tables
  String measure() throws IOException, InterruptedException {
    return publishes() + "\n" + deliveries();
  }

  private String publishes() throws IOException, InterruptedException {
    StringBuilder table =
        new StringBuilder(
            Results.head(
                List.of("messages published by HTTP, one loop", "a second", "CPU each, µs")));
    for (int atOnce : List.of(1, 64)) {
      List<Cost> costs = new ArrayList<>();
      for (int pair = 0; pair < pairs; pair++) {
        costs.add(
            cost((publisher, counted) -> {
              publisher.publish(atOnce);
              counted.until(publisher::published);
            }));
      }
      Cost median = median(costs);
      table.append(
          Results.row(
              List.of(
                  atOnce + " at a time",
                  Results.figure(median.aSecond()),
                  Results.figure(median.micros()))));
    }
    return table.toString();
  }

  private String deliveries() throws IOException, InterruptedException {
    List<Cost> sockets = new ArrayList<>();
    List<Cost> streams = new ArrayList<>();
    for (int pair = 0; pair < pairs; pair++) {
      for (int side = 0; side < 2; side++) {
        boolean isStream = (pair + side) % 2 == 0;
        (isStream ? streams : sockets).add(reading(isStream));
      }
    }
    List<Double> ratios = new ArrayList<>();
    for (int pair = 0; pair < pairs; pair++) {
      ratios.add(streams.get(pair).micros() / sockets.get(pair).micros());
    }
    Collections.sort(ratios);
    return Results.head(
            List.of(
                "%,d readers of one topic at %d/s".formatted(readers, RATE),
                "deliveries a second",
                "CPU per delivery, µs"))
        + row("sockets", median(sockets))
        + row("event streams", median(streams))
        + "\nEvent streams to sockets, CPU per delivery: %s (%s to %s)%n"
            .formatted(
                Results.figure(ratios.get(pairs / 2)),
                Results.figure(ratios.getFirst()),
                Results.figure(ratios.getLast()));
  }

  private static String row(String name, Cost cost) {
    return Results.row(
        List.of(name, Results.figure(cost.aSecond()), Results.figure(cost.micros())));
  }

  private Cost reading(boolean isStream) throws IOException, InterruptedException {
    return cost((publisher, counted) -> {
      publisher.publishOnce();
      try (Readers all =
          isStream
              ? Readers.ofStreams(publisher, readers)
              : Readers.ofSockets(publisher.port(), TOPIC, readers, Optional.empty())) {
        publisher.publishEvery(Duration.ofSeconds(1).dividedBy(RATE));
        counted.until(all::delivered);
      }
    });
  }

  /// The cost in one window of a server under that load.
  private Cost cost(Load load) throws IOException, InterruptedException {
    try (Program program = Program.start(SERVER, places);
        Publisher publisher = Publisher.of(program.port(), key(), TOPIC)) {
      List<Cost> measured = new ArrayList<>();
      load.run(
          publisher,
          count -> {
            TimeUnit.SECONDS.sleep(warmUpSeconds);
            long before = count.getAsLong();
            Duration cpuBefore = cpu(program);
            TimeUnit.SECONDS.sleep(seconds);
            double many = count.getAsLong() - before;
            long cpuNanos = cpu(program).minus(cpuBefore).toNanos();
            measured.add(new Cost(many / seconds, cpuNanos / 1e3 / many));
          });
      return measured.getFirst();
    }
  }

  private static Duration cpu(Program program) {
    return ProcessHandle.of(program.pid())
        .flatMap(it -> it.info().totalCpuDuration())
        .orElseThrow(() -> new IllegalStateException("no CPU time of the server"));
  }

  private static Cost median(List<Cost> costs) {
    return costs.stream()
        .sorted(Comparator.comparingDouble(Cost::micros))
        .skip(costs.size() / 2)
        .findFirst()
        .orElseThrow();
  }

  /// A new key of the server, which an operator would make in the same way.
  private String key() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                places.launcher().toString(),
                "key",
                "bench" + System.nanoTime(),
                "--scopes",
                "admin",
                "--data",
                places.data().toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return said.lines()
        .flatMap(line -> List.of(line.split("\\s")).stream())
        .filter(word -> word.startsWith("hbk_"))
        .findFirst()
        .orElseThrow(() -> new IOException("no key: " + said));
  }
}
