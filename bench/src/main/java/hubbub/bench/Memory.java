package hubbub.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.openjdk.jol.info.ClassLayout;

/// Where a connection's and a topic's bytes go. Compares the heap histograms of three servers: an
/// empty one, one with idle members in one topic, and one with as many, each in its own topic.
final class Memory {
  private static final int MEMBERS = 15_000;
  private static final int QUICK_MEMBERS = 500;
  private static final int ROWS = 25;
  private static final String LOAD = "--src-ips 8 --warmup 0 --secs 1 --hold ";
  private static final Contender.Server SERVER =
      new Contender.Server("server", Contender.Prelude.NOTHING);

  private final Places places;
  private final Natives natives;
  private final boolean isQuick;
  private final int members;
  private final int holdSeconds;

  /// One server with its members: its heap, and the RSS that each connection adds.
  private record Seen(Histogram heap, double residentPerConnection) {}

  Memory(Places places, Natives natives, boolean isQuick) {
    this.places = places;
    this.natives = natives;
    this.isQuick = isQuick;
    this.members = isQuick ? QUICK_MEMBERS : MEMBERS;
    this.holdSeconds = isQuick ? 8 : 40;
  }

  /// Runs the three servers.
  ///
  /// @return the tables, and the object layouts of our own classes in them
  String measure() throws IOException, InterruptedException {
    Histogram empty;
    try (Program program = Program.start(SERVER, places)) {
      empty = Histogram.of(program.pid());
    }
    Seen together = with(1);
    Seen apart = with(members);
    Map<String, Histogram.Share> connection = together.heap().beyond(empty, members);
    Map<String, Histogram.Share> topic = apart.heap().beyond(together.heap(), members - 1);
    return "%,d idle members. RSS per connection: %,.0f bytes if all are in one topic, %,.0f bytes if each is in its own.%n%n"
            .formatted(members, together.residentPerConnection(), apart.residentPerConnection())
        + table("A connection with one membership", connection)
        + table("A topic with one idle member, without its connection", topic)
        + new TlsMemory(places, SERVER, isQuick).measure()
        + layouts(List.of(connection, topic));
  }

  private Seen with(int topics) throws IOException, InterruptedException {
    try (Program program = Program.start(SERVER, places)) {
      Case.Load load = Case.Load.of(members, LOAD + holdSeconds + " --topics " + topics);
      Natives.Running running = natives.begin(program, load, Pace.ASKED);
      awaitMembers(program.port(), running);
      Histogram heap = Histogram.of(program.pid());
      JsonNode report = running.report();
      return new Seen(heap, report.path("server_rss_per_conn_bytes").asDouble());
    }
  }

  private void awaitMembers(int port, Natives.Running running)
      throws IOException, InterruptedException {
    URI metrics = URI.create("http://127.0.0.1:" + port + "/metrics");
    String all = "hubbub_memberships " + members + ".0";
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpRequest request = HttpRequest.newBuilder(metrics).build();
      while (!http.send(request, HttpResponse.BodyHandlers.ofString()).body().contains(all)) {
        if (!running.process().isAlive()) {
          throw new IOException("members left before all of them were seen");
        }
        Thread.sleep(200);
      }
    }
  }

  private static String table(String title, Map<String, Histogram.Share> shares) {
    double sum = shares.values().stream().mapToDouble(Histogram.Share::bytes).sum();
    StringBuilder text =
        new StringBuilder("## %s: %,.0f bytes of heap%n%n".formatted(title, sum))
            .append(Results.head(List.of("class", "objects", "bytes")));
    shares.entrySet().stream()
        .limit(ROWS)
        .forEach(entry ->
            text.append(
                Results.row(
                    List.of(
                        "`" + entry.getKey() + "`",
                        Results.figure(entry.getValue().objects()),
                        Results.figure(entry.getValue().bytes())))));
    return text.append('\n').toString();
  }

  private static String layouts(List<Map<String, Histogram.Share>> tables) {
    StringBuilder text = new StringBuilder("## How our own objects are laid out\n\n");
    tables.stream()
        .flatMap(shares -> shares.keySet().stream().limit(ROWS))
        .filter(name -> name.startsWith("hubbub.") && !name.contains("$$Lambda"))
        .distinct()
        .forEach(name -> text.append("```\n").append(layout(name)).append("```\n\n"));
    return text.toString();
  }

  private static String layout(String name) {
    try {
      return ClassLayout.parseClass(Class.forName(name, false, Memory.class.getClassLoader()))
          .toPrintable();
    } catch (ClassNotFoundException e) {
      return name + ": not on the class path\n";
    }
  }
}
