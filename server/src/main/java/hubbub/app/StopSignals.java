package hubbub.app;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// SIGTERM, SIGINT (Ctrl-C) and SIGHUP, which ask the server to stop. The first one asks it to
/// stop, the second one to hurry; any more end the process at once, and so does the second one if
/// the server has not started yet. Any thread.
final class StopSignals {
  private static final Logger LOG = LoggerFactory.getLogger(StopSignals.class);

  private static final Map<String, Integer> NUMBERS = Map.of("HUP", 1, "INT", 2, "TERM", 15);
  private static final int EXIT = 128;

  private final IntConsumer end;
  private final AtomicInteger heard = new AtomicInteger();
  private final CountDownLatch first = new CountDownLatch(1);
  private volatile @Nullable Runnable hurry;

  /// `end` ends the process with that exit status.
  StopSignals(IntConsumer end) {
    this.end = end;
  }

  /// Hears this process's signals from now on. Where that is not possible, the first one runs the
  /// shutdown hooks, as always.
  static StopSignals ofProcess() {
    StopSignals signals = new StopSignals(Runtime.getRuntime()::halt);
    NUMBERS.forEach((name, number) -> {
      try {
        Signals.handle(name, () -> signals.hear(number));
      } catch (ReflectiveOperationException e) {
        LOG.warn("SIG{} stops the server, but a second one will not hurry it", name, e);
      }
    });
    return signals;
  }

  /// The signal with that number has come.
  void hear(int number) {
    int count = heard.incrementAndGet();
    Runnable second = hurry;
    if (count == 1) {
      first.countDown();
    } else if (count == 2 && second != null) {
      second.run();
    } else {
      end.accept(EXIT + number);
    }
  }

  /// The server stops without a signal: there is nothing to wait for any more.
  void stop() {
    first.countDown();
  }

  /// Runs `hurry` on the second signal. Call this when the server has started.
  void onSecond(Runnable hurry) {
    this.hurry = hurry;
  }

  /// Waits for the first signal, but at most for `most`.
  ///
  /// @return whether it has come
  boolean await(Duration most) throws InterruptedException {
    return first.await(most.toNanos(), TimeUnit.NANOSECONDS);
  }
}
