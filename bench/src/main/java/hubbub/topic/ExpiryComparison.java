package hubbub.topic;

import com.sun.management.OperatingSystemMXBean;
import hubbub.topic.ExpiryPopulation.Topic;
import io.netty.util.HashedWheelTimer;
import java.lang.management.ManagementFactory;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.ObjLongConsumer;
import org.HdrHistogram.Histogram;

/// Compares ways to expire entries: 100,000 topics with 15 entries each, which live for a minute.
/// In a tenth of the topics, entries are touched all the time.
public final class ExpiryComparison {
  private static final int TOPICS = 100_000;
  private static final int QUICK_TOPICS = 5_000;
  private static final int BUSY_SHARE = 10;
  private static final int TOUCHES_PER_MILLI = 25;
  private static final int TICK_MILLIS = 10;
  private static final long MIB = 1 << 20;

  private final int topics;
  private final int seconds;
  private final StringBuilder table = new StringBuilder();

  private ExpiryComparison(boolean isQuick) {
    this.topics = isQuick ? QUICK_TOPICS : TOPICS;
    this.seconds = isQuick ? 3 : 35;
  }

  /// Measures all ways, one after the other.
  ///
  /// @return the table
  public static String measure(boolean isQuick) throws InterruptedException {
    return new ExpiryComparison(isQuick).measure();
  }

  private String measure() throws InterruptedException {
    table.append(
        """
        %,d topics of %d entries that live %d s; %,d touches a second in a tenth of them; %d s each.

        | | CPU, %% of a core | heap, MiB | noticed | late by, median ms | 99 %% | longest | not noticed |
        | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
        """
            .formatted(
                topics,
                ExpiryPopulation.ENTRIES,
                ExpiryPopulation.TTL_MILLIS / 1000,
                TOUCHES_PER_MILLI * 1000,
                seconds));
    run("no expiry (only the entries)", new ExpiryStrategy.Nobody());
    onThread("a heap and a wake-up per topic (ours)", ExpiryStrategy.OneHeap::new);
    onThread("a timer per entry, in the loop's queue", ExpiryStrategy.TimerEach::new);
    HashedWheelTimer wheel = new HashedWheelTimer(TICK_MILLIS, TimeUnit.MILLISECONDS);
    run(
        "a timer per entry, in Netty's wheel",
        new ExpiryStrategy.TimerEach(
            (ring, wait) -> wheel.newTimeout(_ -> ring.run(), wait, TimeUnit.MILLISECONDS)));
    wheel.stop();
    try (ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor()) {
      run("a sweep every 30 s", new ExpiryStrategy.Sweep(thread));
      thread.shutdownNow();
    }
    run("a check on reads only", new ExpiryStrategy.OnRead());
    return table.toString();
  }

  /// Runs `way` with the timers of a single thread, like an event loop's.
  private void onThread(String name, Function<ObjLongConsumer<Runnable>, ExpiryStrategy> way)
      throws InterruptedException {
    try (ScheduledExecutorService loop = Executors.newSingleThreadScheduledExecutor()) {
      run(
          name,
          way.apply((ring, wait) -> {
            var _ = loop.schedule(ring, wait, TimeUnit.MILLISECONDS);
          }));
      loop.shutdownNow();
    }
  }

  private void run(String name, ExpiryStrategy way) throws InterruptedException {
    System.out.println("expiry: " + name);
    long before = usedBytes();
    ExpiryPopulation population = new ExpiryPopulation(topics);
    way.begin(population);
    long held = usedBytes() - before;
    long cpu = cpuNanos();
    touch(population, way);
    population.end();
    double percent = 100.0 * (cpuNanos() - cpu) / TimeUnit.SECONDS.toNanos(seconds);
    Histogram late = population.lateness();
    table.append(
        "| %s | %.1f | %,d | %,d | %,d | %,d | %,d | %,d |%n"
            .formatted(
                name,
                percent,
                held / MIB,
                late.getTotalCount(),
                late.getValueAtPercentile(50),
                late.getValueAtPercentile(99),
                late.getMaxValue(),
                population.forgotten()));
  }

  /// Reads the busy topics and touches their entries until the time is over.
  private void touch(ExpiryPopulation population, ExpiryStrategy way) throws InterruptedException {
    Random random = new Random(2);
    long start = ExpiryPopulation.now();
    long end = start + TimeUnit.SECONDS.toMillis(seconds);
    long done = 0;
    for (long now = start; now < end; now = ExpiryPopulation.now()) {
      for (; done < (now - start) * TOUCHES_PER_MILLI; done++) {
        Topic topic = population.topics()[random.nextInt(topics / BUSY_SHARE)];
        synchronized (topic) {
          way.read(topic, now);
          SlotValue entry = topic.entries()[random.nextInt(ExpiryPopulation.ENTRIES)];
          if (entry.isAliveAt(now)) {
            entry.touch(now + ExpiryPopulation.TTL_MILLIS);
          }
        }
      }
      Thread.sleep(1);
    }
  }

  private static long usedBytes() {
    System.gc();
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private static long cpuNanos() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }
}
