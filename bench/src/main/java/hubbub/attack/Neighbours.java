package hubbub.attack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// Ordinary members, half of them in the attacked topic and half in another. Each says something
/// twice a second, and checks that it gets every event of its topic, in order. Any thread.
final class Neighbours implements AutoCloseable {
  private static final int IN_EACH_TOPIC = 4;
  private static final int ANSWER_SECONDS = 30;
  private static final int EVERY_MILLIS = 500;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final List<Neighbour> all = new ArrayList<>();
  private final AtomicLong said = new AtomicLong();
  private final AtomicLong unanswered = new AtomicLong();
  private final AtomicLong gaps = new AtomicLong();
  private final AtomicLong cutOff = new AtomicLong();
  private final AtomicLong slowestNanos = new AtomicLong();
  private volatile boolean isOver;

  /// What they noticed. `unanswered` counts messages that were refused, or not answered within 30
  /// s; `slowestMillis` is the longest that an answer took.
  record Noticed(long said, long unanswered, long gaps, long cutOff, long slowestMillis) {
    /// Whether anything was taken from them; being slow is no harm yet.
    boolean isHarm() {
      return said == 0 || unanswered + gaps + cutOff > 0;
    }
  }

  private Neighbours() {}

  /// Lets them join the server on `port`; blocks until all are in.
  static Neighbours join(int port) {
    Neighbours neighbours = new Neighbours();
    for (String topic : List.of(Attacker.TOPIC, "room:elsewhere")) {
      for (int i = 0; i < IN_EACH_TOPIC; i++) {
        neighbours.all.add(neighbours.new Neighbour(port, topic, neighbours.all.size()));
      }
    }
    neighbours.all.forEach(Neighbour::join);
    neighbours.all.forEach(it -> Thread.startVirtualThread(it::talk));
    return neighbours;
  }

  /// Starts counting anew.
  void forget() {
    for (AtomicLong count : List.of(said, unanswered, gaps, cutOff, slowestNanos)) {
      count.set(0);
    }
  }

  /// Blocks until one of them has been answered since it began to count, for at most 30 s.
  void awaitAnswer() throws InterruptedException {
    for (int i = 0; i < 10 * ANSWER_SECONDS && said.get() == 0; i++) {
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  Noticed noticed() {
    return new Noticed(
        said.get(),
        unanswered.get(),
        gaps.get(),
        cutOff.get(),
        TimeUnit.NANOSECONDS.toMillis(slowestNanos.get()));
  }

  @Override
  public void close() {
    isOver = true;
    all.forEach(it -> it.socket.abort());
    http.shutdownNow();
  }

  /// One of them.
  private final class Neighbour implements WebSocket.Listener {
    private final String topic;
    private final WebSocket socket;
    private final StringBuilder text = new StringBuilder();
    private final Map<String, CompletableFuture<String>> answers = new ConcurrentHashMap<>();
    private long seq = -1;

    Neighbour(int port, String topic, int number) {
      this.topic = topic;
      URI address = URI.create("ws://127.0.0.1:" + port + "/socket/websocket?vsn=2.0.0");
      socket =
          http.newWebSocketBuilder()
              .header("X-Forwarded-For", "203.0.113." + number)
              .buildAsync(address, this)
              .join();
    }

    void join() {
      if (!answered("1", "phx_join", "{}").equals("ok")) {
        throw new IllegalStateException(topic + ": a neighbour could not join");
      }
    }

    /// Says something, again and again.
    void talk() {
      for (long ref = 2; !isOver; ref++) {
        long from = System.nanoTime();
        String status = answered(String.valueOf(ref), "send", "{\"body\":\"hello " + ref + "\"}");
        if (isOver) {
          return;
        }
        said.incrementAndGet();
        if (!status.equals("ok")) {
          unanswered.incrementAndGet();
        }
        slowestNanos.accumulateAndGet(System.nanoTime() - from, Math::max);
        pause();
      }
    }

    private static void pause() {
      try {
        TimeUnit.MILLISECONDS.sleep(EVERY_MILLIS);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }

    private String answered(String ref, String event, String payload) {
      CompletableFuture<String> answer = new CompletableFuture<>();
      answers.put(ref, answer);
      String frame = "[\"1\",\"" + ref + "\",\"" + topic + "\",\"" + event + "\"," + payload + "]";
      return socket
          .sendText(frame, true)
          .thenCompose(_ -> answer)
          .completeOnTimeout("nothing", ANSWER_SECONDS, TimeUnit.SECONDS)
          .exceptionally(_ -> "cut off")
          .join();
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean isLast) {
      text.append(part);
      if (isLast) {
        try {
          read(JSON.readTree(text.toString()));
        } catch (IOException _) {
          gaps.incrementAndGet();
        }
        text.setLength(0);
      }
      from.request(1);
      return CompletableFuture.completedFuture(part);
    }

    private void read(JsonNode frame) {
      JsonNode payload = frame.path(4);
      if (frame.path(3).asText().equals("phx_reply")) {
        if (payload.path("response").has("seq") && seq < 0) {
          seq = payload.path("response").path("seq").longValue();
        }
        CompletableFuture<String> answer = answers.remove(frame.path(1).asText());
        if (answer != null) {
          answer.complete(payload.path("status").asText());
        }
      } else if (payload.has("seq")) {
        seq(payload.path("seq").longValue(), frame.path(3).asText());
      }
    }

    /// After having lagged, which an attack must not cause, it goes on from there.
    private void seq(long now, String event) {
      if (event.equals("lagged") || (seq >= 0 && now != seq + 1)) {
        gaps.incrementAndGet();
      }
      seq = now;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      cut();
      return CompletableFuture.completedFuture(reason);
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      cut();
    }

    private void cut() {
      if (!isOver) {
        cutOff.incrementAndGet();
        answers.values().forEach(answer -> answer.complete("cut off"));
      }
    }
  }
}
