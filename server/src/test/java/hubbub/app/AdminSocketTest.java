package hubbub.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import hubbub.app.AdminRequest.Answer;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The socket on which a server hears `./hubbub admin`.
class AdminSocketTest {
  private static final Duration LONG = Duration.ofMinutes(10);

  @TempDir private Path data;

  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : open.reversed()) {
      each.close();
    }
  }

  private void listen(AdminSocket.Acts acts, Duration longestStep) {
    open.add(AdminSocket.open(data, acts, longestStep).orElseThrow());
  }

  private static Answer greet(AdminRequest request, Consumer<String> out) {
    out.accept("hello");
    return Answer.ok(request.word(0).orElse("nobody"));
  }

  private Optional<Answer> ask(String word, Consumer<String> out) throws IOException {
    return AdminSocket.ask(data, new AdminRequest(List.of(word), Map.of()), out);
  }

  private SocketChannel silentClient() throws IOException {
    SocketChannel client =
        SocketChannel.open(UnixDomainSocketAddress.of(data.resolve("admin.sock")));
    open.add(client);
    return client;
  }

  @Test
  void lines_come_before_the_answer_and_none_is_lost() throws IOException {
    listen(
        (request, out) -> {
          IntStream.range(0, 10_000).forEach(i -> out.accept("line " + i + " ☕\n\"'"));
          return greet(request, out);
        },
        LONG);
    List<String> lines = new ArrayList<>();
    assertEquals(Optional.of(Answer.ok("ann")), ask("ann", lines::add));
    assertEquals(10_001, lines.size());
    assertEquals("line 9999 ☕\n\"'", lines.get(9_999));
  }

  @Test
  void an_answer_that_is_on_its_way_comes_before_the_server_has_stopped() throws IOException {
    CompletableFuture<AdminSocket> socket = new CompletableFuture<>();
    List<String> order = Collections.synchronizedList(new ArrayList<>());
    CompletableFuture<Void> closed = new CompletableFuture<>();
    AdminSocket.Acts acts =
        (request, out) -> {
          Thread _ =
              Thread.startVirtualThread(() -> {
                socket.join().close();
                order.add("stopped");
                closed.complete(null);
              });
          Awaitility.await().until(() -> !Files.exists(data.resolve("admin.sock")));
          order.add("answered");
          return greet(request, out);
        };
    socket.complete(AdminSocket.open(data, acts, LONG).orElseThrow());
    assertEquals(Optional.of(Answer.ok("ann")), ask("ann", _ -> {}));
    closed.join();
    assertEquals(List.of("answered", "stopped"), order);
  }

  @Test
  void a_client_that_says_nothing_makes_nobody_wait() throws IOException {
    listen(AdminSocketTest::greet, LONG);
    silentClient();
    assertEquals(Optional.of(Answer.ok("ann")), ask("ann", _ -> {}));
  }

  @Test
  void a_client_that_says_nothing_is_cut_off() throws IOException {
    listen(AdminSocketTest::greet, Duration.ofMillis(1));
    assertEquals(-1, silentClient().read(ByteBuffer.allocate(1)));
  }

  @Test
  void more_than_a_few_commands_at_a_time_are_refused_until_one_is_done() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    AtomicInteger running = new AtomicInteger();
    listen(
        (request, out) -> {
          if (request.word(0).equals(Optional.of("wait"))) {
            running.incrementAndGet();
            try {
              end.await();
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
          }
          return greet(request, out);
        },
        LONG);
    List<Thread> waiting = new ArrayList<>();
    for (int i = 0; i < AdminSocket.MOST_CLIENTS; i++) {
      waiting.add(
          Thread.startVirtualThread(() -> {
            try {
              Optional<Answer> _ = ask("wait", _ -> {});
            } catch (IOException e) {
              throw new IllegalStateException(e);
            }
          }));
    }
    Awaitility.await().until(() -> running.get() == AdminSocket.MOST_CLIENTS);
    Optional<Answer> refused = Optional.of(Answer.refused("8 commands run already; try again"));
    String longerThanTheServerReadsAhead = "x".repeat(4_000_000);
    assertEquals(refused, ask("ann", _ -> {}));
    assertEquals(refused, ask(longerThanTheServerReadsAhead, _ -> {}));
    end.countDown();
    for (Thread each : waiting) {
      each.join();
    }
    Awaitility.await().until(() -> ask("ann", _ -> {}).equals(Optional.of(Answer.ok("ann"))));
  }

  @Test
  void an_answer_that_breaks_off_is_a_fault_not_an_answer() {
    listen(
        (_, out) -> {
          out.accept("hello");
          throw new java.io.UncheckedIOException(new IOException("gone"));
        },
        LONG);
    assertThrows(IOException.class, () -> ask("ann", _ -> {}));
  }
}
