package hubbub.bench;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The memory that TLS adds to an idle connection. Runs one server without TLS and one with it,
/// with as many members from the same client, and measures after a rest and a full collection. Half
/// as many members come and go first, so that one-time costs are not counted.
final class TlsMemory {
  private static final String TOPIC = "room:idle";
  private static final int MEMBERS = 5_000;
  private static final int QUICK_MEMBERS = 100;

  /// Shorter than the minute after which the server closes a silent connection.
  private static final int REST_MILLIS = 45_000;

  private final Places places;
  private final Contender.Server server;
  private final int members;
  private final int restMillis;

  /// The cost of one connection, in bytes.
  private record Cost(double heap, double resident) {}

  private record Seen(Histogram heap, long residentBytes) {}

  TlsMemory(Places places, Contender.Server server, boolean isQuick) {
    this.places = places;
    this.server = server;
    this.members = isQuick ? QUICK_MEMBERS : MEMBERS;
    this.restMillis = isQuick ? 0 : REST_MILLIS;
  }

  /// Runs both servers; returns the table.
  String measure() throws IOException, InterruptedException {
    Cost plain = cost(server, Optional.empty());
    SslContext client =
        SslContextBuilder.forClient().trustManager(InsecureTrustManagerFactory.INSTANCE).build();
    Cost secured = cost(new Contender.Secured(server, certificate()), Optional.of(client));
    return "## Memory per connection with TLS, %,d idle members%n%n".formatted(members)
        + Results.head(List.of("", "heap", "RSS"))
        + row("without TLS", plain)
        + row("with TLS", secured)
        + "\n";
  }

  private static String row(String name, Cost cost) {
    return Results.row(List.of(name, Results.figure(cost.heap()), Results.figure(cost.resident())));
  }

  private Cost cost(Contender contender, Optional<SslContext> tls)
      throws IOException, InterruptedException {
    try (Program program = Program.start(contender, places)) {
      Readers.ofSockets(program.port(), TOPIC, members / 2, tls).close();
      Seen without = rested(program.pid());
      try (Readers _ = Readers.ofSockets(program.port(), TOPIC, members, tls)) {
        Seen with = rested(program.pid());
        double heap =
            with.heap().beyond(without.heap(), members).values().stream()
                .mapToDouble(Histogram.Share::bytes)
                .sum();
        return new Cost(heap, (double) (with.residentBytes() - without.residentBytes()) / members);
      }
    }
  }

  /// Measures a server after giving it time to release memory.
  private Seen rested(long pid) throws IOException, InterruptedException {
    Thread.sleep(restMillis);
    return new Seen(Histogram.of(pid), residentBytes(pid));
  }

  private static long residentBytes(long pid) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc", String.valueOf(pid), "status"))) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
      }
    }
    throw new IOException("no VmRSS of process " + pid);
  }

  /// Makes a folder with a self-signed certificate and its key.
  private Path certificate() throws IOException, InterruptedException {
    Path folder = Files.createDirectories(places.scratch().resolve("tls"));
    String[] command = {
      "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
      "-nodes", "-days", "2", "-subj", "/CN=localhost", "-keyout", "key.pem",
      "-out", "certificate.pem"
    };
    int exit =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor();
    if (exit != 0) {
      throw new IOException("openssl ended with " + exit);
    }
    return folder;
  }
}
