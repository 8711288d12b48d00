package hubbub.identity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// An issuer's keys at an address, which does what the test says.
class FetchedKeysTest {
  private static final long PAUSE = Duration.ofSeconds(30).toNanos();

  private final AtomicLong nanos = new AtomicLong();
  private final AtomicInteger asked = new AtomicInteger();
  private final CountDownLatch release = new CountDownLatch(1);
  private volatile Answer answer = exchange -> send(exchange, 200, Site.keySet("1", 0));
  private final HttpServer server = server();
  private final List<FetchedKeys> opened = new ArrayList<>();

  @FunctionalInterface
  private interface Answer {
    void to(HttpExchange exchange) throws IOException;
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static HttpServer server() {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @BeforeEach
  void listen() {
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/keys",
        exchange -> {
          asked.incrementAndGet();
          answer.to(exchange);
        });
    server.createContext("/elsewhere", exchange -> send(exchange, 200, Site.keySet("1", 0)));
    server.start();
  }

  @AfterEach
  void stop() {
    release.countDown();
    opened.forEach(FetchedKeys::close);
    server.stop(0);
  }

  private void fetch() {
    URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/keys");
    opened.add(FetchedKeys.from(address, nanos::get));
  }

  /// How many keys there are under that name; -1 if that is not known.
  private int found(String name) {
    return opened.getLast().named(Optional.of(name)).map(List::size).orElse(-1);
  }

  private void awaitFound(int count, String name) {
    Awaitility.await().until(() -> found(name) == count);
  }

  /// Lets it fail, and waits until a fetch has been answered.
  private void awaitFailure() {
    fetch();
    Awaitility.await().until(() -> asked.get() == 1);
    assertEquals(-1, found("1"));
  }

  @Test
  void are_known_soon_and_until_then_nobody_can_say() {
    answer =
        exchange -> {
          awaitRelease();
          send(exchange, 200, Site.keySet("1", 0));
        };
    fetch();
    assertEquals(-1, found("1"));
    release.countDown();
    awaitFound(1, "1");
    assertEquals(0, found("2"));
  }

  private void awaitRelease() {
    try {
      release.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void are_all_tried_for_a_token_that_names_none() {
    answer = exchange -> send(exchange, 200, Site.keySet("1", 2));
    fetch();
    awaitFound(1, "1");
    assertEquals(3, opened.getLast().named(Optional.empty()).orElseThrow().size());
  }

  @Test
  void are_fetched_again_for_an_unknown_one_at_most_every_30_s() {
    fetch();
    awaitFound(1, "1");
    answer = exchange -> send(exchange, 200, Site.keySet("2", 0));
    nanos.addAndGet(PAUSE - 1);
    for (String hostile : new String[] {"2", "../../etc/passwd", "https://evil.example/", ""}) {
      assertEquals(0, found(hostile));
    }
    assertEquals(1, asked.get());
    nanos.addAndGet(1);
    awaitFound(1, "2");
    assertEquals(0, found("1"));
    assertEquals(2, asked.get());
  }

  @Test
  void stay_in_use_while_the_issuer_is_down() {
    fetch();
    awaitFound(1, "1");
    answer = exchange -> send(exchange, 500, "");
    nanos.addAndGet(PAUSE);
    assertEquals(-1, found("2"));
    Awaitility.await().until(() -> asked.get() == 2);
    assertEquals(1, found("1"));
  }

  @Nested
  class Are_not_taken_from {
    @Test
    void an_answer_that_leads_elsewhere() {
      answer =
          exchange -> {
            exchange.getResponseHeaders().set("Location", "/elsewhere");
            send(exchange, 302, "");
          };
      awaitFailure();
    }

    @Test
    void a_huge_answer() {
      answer = exchange -> send(exchange, 200, Site.keySet("1", 0) + " ".repeat(256 * 1024));
      awaitFailure();
    }

    @Test
    void a_set_of_a_thousand_keys() {
      answer = exchange -> send(exchange, 200, Site.keySet("1", 999));
      awaitFailure();
    }

    @Test
    void a_server_that_never_ends_its_answer() {
      answer =
          exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            awaitRelease();
            exchange.close();
          };
      awaitFailure();
      answer = exchange -> send(exchange, 200, Site.keySet("1", 0));
      nanos.addAndGet(PAUSE);
      Awaitility.await().until(() -> found("1") == 1);
    }

    @Test
    void nobody() {
      server.stop(0);
      fetch();
      assertEquals(-1, found("1"));
    }
  }
}
