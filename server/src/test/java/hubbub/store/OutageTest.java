package hubbub.store;

import static hubbub.store.Given.ANN;
import static hubbub.store.Given.LOBBY;
import static hubbub.store.Given.affiliate;
import static hubbub.store.Given.entry;
import static hubbub.store.Given.isUnavailable;
import static hubbub.store.Given.ranked;
import static hubbub.store.Given.register;
import static hubbub.store.Given.resultOf;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hubbub.topic.LastingAct.Result;
import hubbub.topic.Rank;
import hubbub.topic.port.TopicStore.AuditPart;
import hubbub.topic.port.TopicStore.Written;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What happens while the database is away, or asked too much.
class OutageTest {
  @TempDir Path folder;

  private static EmbeddedPostgres postgres(Path data, int port) throws IOException {
    return EmbeddedPostgres.builder()
        .setDataDirectory(data)
        .setCleanDataDirectory(false)
        .setPort(port)
        .start();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static CompletionStage<Written> write(Store store, long at) {
    return store.topics().write(LOBBY, affiliate(ranked(ANN, Rank.VIP)), entry(at, "act"));
  }

  /// Writes and looks up as fast as it gets answers, until it is told to stop.
  private static final class Load implements AutoCloseable {
    private final AtomicBoolean mayRun = new AtomicBoolean(true);
    final AtomicLong written = new AtomicLong();
    final AtomicLong refused = new AtomicLong();
    final ConcurrentLinkedQueue<Throwable> surprises = new ConcurrentLinkedQueue<>();
    private final List<Thread> threads;

    Load(Store store) {
      threads =
          IntStream.range(0, 2).mapToObj(_ -> Thread.ofPlatform().start(() -> run(store))).toList();
    }

    private void run(Store store) {
      while (mayRun.get()) {
        try {
          if (isUnavailable(write(store, 1))) {
            refused.incrementAndGet();
          } else {
            written.incrementAndGet();
          }
          boolean _ = isUnavailable(store.topics().standing(LOBBY, List.of(ANN)));
        } catch (Throwable e) {
          surprises.add(e);
          return;
        }
      }
    }

    void stop() {
      mayRun.set(false);
      for (Thread thread : threads) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }
    }

    @Override
    public void close() {
      stop();
    }
  }

  @Test
  void of_postgresql_is_told_at_once_and_over_without_a_restart() throws Exception {
    Path data = folder.resolve("pg");
    int port = freePort();
    EmbeddedPostgres before = postgres(data, port);
    StoreSettings settings =
        new StoreSettings(
            "jdbc:postgresql://127.0.0.1:" + port + "/postgres",
            "postgres",
            "",
            Duration.ofDays(1));
    try (Store store = Store.open(settings)) {
      resultOf(store.topics().write(LOBBY, register(), entry(1, "register")));
      try (Load load = new Load(store)) {
        await().until(() -> load.written.get() > 100);
        before.close();
        await().until(() -> !store.database().isUp());
        assertTrue(write(store, 2).toCompletableFuture().isDone());
        store.topics().writeBehind(LOBBY, entry(Long.MAX_VALUE, "kick"));
        long written = load.written.get();
        EmbeddedPostgres after = postgres(data, port);
        try {
          await()
              .atMost(Duration.ofSeconds(60))
              .until(() -> store.database().isUp() && load.written.get() > written + 100);
          load.stop();
          assertEquals(List.of(), List.copyOf(load.surprises));
          assertTrue(load.refused.get() > 0);
          long version = resultOf(store.topics().registration(LOBBY)).orElseThrow().version();
          assertTrue(version > load.written.get(), () -> version + " <= " + load.written);
          await()
              .until(() ->
                  resultOf(store.topics().audit(LOBBY, AuditPart.ofAll(Optional.empty(), 1)))
                      .entries()
                      .equals(List.of(entry(Long.MAX_VALUE, "kick"))));
          assertEquals(0, store.counters().lost());
        } finally {
          after.close();
        }
      }
    }
  }

  @Test
  void is_refused_beyond_what_may_wait() throws Exception {
    StoreSettings settings =
        new StoreSettings("jdbc:sqlite:" + folder.resolve("hubbub.db"), "", "", Duration.ofDays(1));
    try (Store store = Store.open(settings)) {
      CountDownLatch busy = new CountDownLatch(1);
      CompletionStage<Boolean> first = store.database().write(_ -> awaitEnd(busy));
      await().until(() -> store.database().waiting() == 0);
      List<CompletionStage<Written>> writes =
          IntStream.rangeClosed(0, Lane.MOST_WAITING)
              .mapToObj(i -> store.topics().write(LOBBY, register(), entry(i, "act")))
              .toList();
      assertTrue(isUnavailable(writes.getLast()));
      busy.countDown();
      assertTrue(resultOf(first));
      assertEquals(Result.DONE, resultOf(writes.getFirst()).result());
      assertTrue(store.database().isUp());
    }
  }

  @Test
  void of_the_audit_log_is_counted_beyond_what_may_wait() throws Exception {
    StoreSettings settings =
        new StoreSettings("jdbc:sqlite:" + folder.resolve("hubbub.db"), "", "", Duration.ofDays(1));
    try (Store store = Store.open(settings)) {
      CountDownLatch busy = new CountDownLatch(1);
      CompletionStage<Boolean> first = store.database().write(_ -> awaitEnd(busy));
      store.topics().writeBehind(LOBBY, entry(0, "kick"));
      IntStream.range(0, AuditBuffer.MOST_WAITING + 5)
          .forEach(i -> store.topics().writeBehind(LOBBY, entry(i, "kick")));
      // The first line is in a batch already.
      assertEquals(5, store.counters().lost());
      busy.countDown();
      assertTrue(resultOf(first));
    }
  }

  private static boolean awaitEnd(CountDownLatch end) {
    try {
      return end.await(60, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
