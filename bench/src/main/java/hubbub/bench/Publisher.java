package hubbub.bench;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/// Publishes messages into one topic by HTTP, as a backend does, over connections that it keeps.
/// The topic is registered, so that nobody has to be in it.
final class Publisher implements AutoCloseable {
  private static final String MESSAGE =
      "{\"body\":\"Sixty characters, as people write them in a room about tea. \"}";

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final LongAdder published = new LongAdder();
  private final int port;
  private final String key;
  private final String topic;
  private volatile boolean isClosed;

  private Publisher(int port, String key, String topic) {
    this.port = port;
    this.key = key;
    this.topic = topic;
  }

  /// One that publishes into `topic` with that API key, on the server at that port.
  static Publisher of(int port, String key, String topic) throws IOException, InterruptedException {
    Publisher publisher = new Publisher(port, key, topic);
    publisher.send("register", "{}");
    return publisher;
  }

  int port() {
    return port;
  }

  String key() {
    return key;
  }

  /// The path of the topic in the API.
  String path() {
    return "/api/v1/topics/" + URLEncoder.encode(topic, StandardCharsets.UTF_8);
  }

  /// How many have been published.
  long published() {
    return published.sum();
  }

  /// Publishes one, and waits until it is.
  void publishOnce() throws IOException, InterruptedException {
    int status = send("send", MESSAGE);
    if (status != 200) {
      throw new IOException("not published: " + status);
    }
  }

  /// Publishes as fast as possible, with so many under way, until it is closed.
  void publish(int atOnce) {
    for (int i = 0; i < atOnce; i++) {
      next();
    }
  }

  private void next() {
    if (!isClosed) {
      var _ =
          http.sendAsync(request("send", MESSAGE), HttpResponse.BodyHandlers.discarding())
              .thenAccept(answer -> {
                count(answer.statusCode());
                next();
              });
    }
  }

  /// Publishes one after each `pause`, until it is closed.
  void publishEvery(Duration pause) {
    var _ =
        timer.scheduleAtFixedRate(
            () -> {
              var _ =
                  http.sendAsync(request("send", MESSAGE), HttpResponse.BodyHandlers.discarding())
                      .thenAccept(answer -> count(answer.statusCode()));
            },
            0,
            pause.toNanos(),
            TimeUnit.NANOSECONDS);
  }

  private void count(int status) {
    if (status == 200) {
      published.increment();
    } else {
      System.err.println("not published: " + status);
    }
  }

  private int send(String word, String body) throws IOException, InterruptedException {
    return http.send(request(word, body), HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  private HttpRequest request(String word, String body) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path() + "/" + word))
        .header("Authorization", "Bearer " + key)
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(body))
        .build();
  }

  @Override
  public void close() {
    isClosed = true;
    timer.shutdownNow();
    http.shutdownNow();
  }
}
