package hubbub.app;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Runs a server under a few seconds of load, then stops it. What the JVM learns meanwhile goes
/// into the AOT cache (JEP 514, 515), so that later starts are fast from the first message on. The
/// launcher runs this when it builds.
final class AotTraining {
  private static final int ROOMS = 8;
  private static final int IN_EACH_ROOM = 8;
  private static final Duration LENGTH = Duration.ofSeconds(6);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final URI address;
  private final HttpClient http = HttpClient.newHttpClient();
  private final long endNanos = System.nanoTime() + LENGTH.toNanos();

  private AotTraining(int port) {
    address = URI.create("http://127.0.0.1:" + port);
  }

  /// Starts a server with `settings`, but without TLS, and puts it under the load. Blocks until the
  /// load is over.
  static void run(Settings settings) throws BadSetting {
    try (Hubbub hubbub =
        Hubbub.start(
            settings.without(List.of(SettingsTable.TLS_CERTIFICATE, SettingsTable.TLS_KEY)))) {
      new AotTraining(hubbub.port()).play();
    }
  }

  private void play() {
    for (String page : List.of("/", "/health/ready", "/metrics", "/api/topics")) {
      http.sendAsync(
              HttpRequest.newBuilder(address.resolve(page)).build(),
              HttpResponse.BodyHandlers.discarding())
          .join();
    }
    List<Thread> parts = new ArrayList<>();
    for (int i = 0; i < ROOMS * IN_EACH_ROOM; i++) {
      String room = "room:rehearsal-" + i % ROOMS;
      parts.add(Thread.startVirtualThread(() -> talk(room)));
    }
    IntStream.range(0, ROOMS)
        .forEach(i -> parts.add(Thread.startVirtualThread(() -> comeAndGo("room:passing-" + i))));
    parts.forEach(AotTraining::await);
    http.close();
  }

  private static void await(Thread part) {
    try {
      part.join();
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
      URI uri = URI.create("ws://127.0.0.1:" + address.getPort() + "/socket/websocket?vsn=2.0.0");
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
