package hubbub.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Runs a server under a few seconds of load, stops it, and does the same with two nodes of a
/// cluster. What the JVM learns meanwhile goes into the AOT cache (JEP 514, 515), so that later
/// starts are fast from the first message on. The launcher runs this when it builds.
final class AotTraining {
  private static final int ROOMS = 8;
  private static final int IN_EACH_ROOM = 8;
  private static final Duration LENGTH = Duration.ofSeconds(6);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final List<String> NODES = List.of("127.0.0.2", "127.0.0.3");

  private final List<Integer> ports;
  private final AtomicInteger parts = new AtomicInteger();
  private final HttpClient http = HttpClient.newHttpClient();
  private final long endNanos = System.nanoTime() + LENGTH.toNanos();

  private AotTraining(List<Integer> ports) {
    this.ports = ports;
  }

  /// Starts a server with `settings`, but without TLS, and puts it under the load; then nodes of a
  /// cluster, where this machine has addresses for them. Blocks until the load is over.
  static void run(Settings settings) throws BadSetting {
    try (Hubbub hubbub =
        Hubbub.start(
            settings.without(List.of(SettingsTable.TLS_CERTIFICATE, SettingsTable.TLS_KEY)))) {
      new AotTraining(List.of(hubbub.port())).play();
    }
    try {
      runNodes(settings.get(SettingsTable.DATA));
    } catch (BadSetting | IOException | CompletionException e) {
      System.err.println("hubbub: no cluster was rehearsed: " + e.getMessage());
      System.exit(0); // a node may still be looking for the other
    }
  }

  private static void runNodes(Path data) throws BadSetting, IOException {
    int port = freePort();
    CloseStack nodes = new CloseStack();
    try {
      List<CompletableFuture<Hubbub>> starting = new ArrayList<>();
      for (String host : NODES) {
        Settings its = Settings.of(node(data, host, port));
        starting.add(CompletableFuture.supplyAsync(() -> start(its), Thread::startVirtualThread));
      }
      List<Integer> ports = new ArrayList<>();
      for (CompletableFuture<Hubbub> each : starting) {
        Hubbub node = each.orTimeout(60, TimeUnit.SECONDS).join();
        nodes.add(node::close);
        ports.add(node.port());
      }
      new AotTraining(ports).play();
    } finally {
      nodes.close();
    }
  }

  private static Hubbub start(Settings settings) {
    try {
      return Hubbub.start(settings);
    } catch (BadSetting e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, String> node(Path data, String host, int port) {
    return Map.of(
        SettingsTable.PORT.name(), "0",
        SettingsTable.DATA.name(), data.resolve(host).toString(),
        SettingsTable.SECRET.name(), "a secret for as long as the rehearsal takes",
        SettingsTable.SPAM_ENABLED.name(), "false",
        SettingsTable.DRAIN.name(), "0s",
        ClusterSettingsTable.HOST.name(), host,
        ClusterSettingsTable.PORT.name(), String.valueOf(port),
        ClusterSettingsTable.SEEDS.name(),
            NODES.stream().map(each -> each + ":" + port).collect(Collectors.joining(",")),
        ClusterSettingsTable.INSECURE.name(), "true");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(NODES.getFirst()))) {
      return socket.getLocalPort();
    }
  }

  private void play() {
    for (String page : List.of("/", "/health/ready", "/metrics", "/api/topics")) {
      http.sendAsync(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + ports.getFirst() + page))
                  .build(),
              HttpResponse.BodyHandlers.discarding())
          .join();
    }
    List<Thread> people = new ArrayList<>();
    for (int i = 0; i < ROOMS * IN_EACH_ROOM; i++) {
      String room = "room:rehearsal-" + i / IN_EACH_ROOM;
      people.add(Thread.startVirtualThread(() -> talk(room)));
    }
    IntStream.range(0, ROOMS)
        .forEach(i -> people.add(Thread.startVirtualThread(() -> comeAndGo("room:passing-" + i))));
    people.forEach(AotTraining::await);
    http.close();
  }

  private static void await(Thread person) {
    try {
      person.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// A member that stays in a room and sends its next message as soon as the last one is answered.
  private void talk(String room) {
    Part part = new Part();
    part.ask(room, "phx_join", "{}");
    part.ask(room, "set_title", "{\"title\":\"A rehearsal\"}");
    part.ask(room, "set_nick", "{\"nick\":\"" + Thread.currentThread().threadId() + "\"}");
    part.ask(room, "roster", "{}");
    for (int i = 0; System.nanoTime() < endNanos; i++) {
      part.ask(room, "send", "{\"body\":\"words that nobody hears twice, number " + i + "\"}");
      if (i % 100 == 0) {
        part.ask(room, "history", "{\"limit\":20}");
        part.ask("phoenix", "heartbeat", "{}");
      }
    }
    part.leave(room);
  }

  /// A member that repeatedly founds a room, speaks once, and leaves, which ends the room.
  private void comeAndGo(String room) {
    Part part = new Part();
    while (System.nanoTime() < endNanos) {
      part.ask(room, "phx_join", "{}");
      part.ask(room, "send", "{\"body\":\"hello and goodbye\"}");
      part.ask(room, "phx_leave", "{}");
    }
    part.leave(room);
  }

  /// One connection. `ask` blocks its thread until the answer comes or [#PATIENCE] is over.
  private final class Part implements WebSocket.Listener {
    private final Semaphore answered = new Semaphore(0);
    private final StringBuilder text = new StringBuilder();
    private final WebSocket socket;
    private int ref;

    Part() {
      int port = ports.get(parts.getAndIncrement() % ports.size());
      URI uri = URI.create("ws://127.0.0.1:" + port + "/socket/websocket?vsn=2.0.0");
      socket = http.newWebSocketBuilder().buildAsync(uri, this).join();
    }

    void ask(String topic, String event, String payload) {
      ref++;
      var _ =
          socket.sendText(
              "[\"1\",\"" + ref + "\",\"" + topic + "\",\"" + event + "\"," + payload + "]", true);
      try {
        boolean _ = answered.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    void leave(String topic) {
      ask(topic, "phx_leave", "{}");
      socket.abort();
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean isLast) {
      text.append(part);
      if (isLast) {
        if (text.indexOf("\"phx_reply\"") >= 0) {
          answered.release();
        }
        text.setLength(0);
      }
      from.request(1);
      return null;
    }
  }
}
