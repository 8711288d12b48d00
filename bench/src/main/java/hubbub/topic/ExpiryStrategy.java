package hubbub.topic;

import hubbub.topic.ExpiryPopulation.Topic;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.ObjLongConsumer;

/// A strategy for noticing that entries have expired; runs until the population is over.
interface ExpiryStrategy {
  /// Starts watching all entries of the population.
  void begin(ExpiryPopulation population);

  /// Called when a topic is read, under its lock.
  default void read(Topic topic, long now) {}

  /// Notices nothing: the baseline cost of the population.
  record Nobody() implements ExpiryStrategy {
    @Override
    public void begin(ExpiryPopulation population) {}
  }

  /// Hubbub's way: one heap of deadlines per topic, and one timer, set for the soonest.
  final class OneHeap implements ExpiryStrategy {
    private final ObjLongConsumer<Runnable> timer;

    OneHeap(ObjLongConsumer<Runnable> timer) {
      this.timer = timer;
    }

    @Override
    public void begin(ExpiryPopulation population) {
      for (Topic topic : population.topics()) {
        DeadlineQueue deadlines = new DeadlineQueue();
        synchronized (topic) {
          for (SlotValue entry : topic.entries()) {
            deadlines.reschedule(entry);
          }
          arm(population, topic, deadlines);
        }
      }
    }

    private void arm(ExpiryPopulation population, Topic topic, DeadlineQueue deadlines) {
      long wait = deadlines.soonest().orElseThrow() - ExpiryPopulation.now();
      timer.accept(() -> ring(population, topic, deadlines), Math.max(1, wait));
    }

    private void ring(ExpiryPopulation population, Topic topic, DeadlineQueue deadlines) {
      if (population.isOver()) {
        return;
      }
      synchronized (topic) {
        long now = ExpiryPopulation.now();
        for (Deadline entry : deadlines.due(now, Integer.MAX_VALUE)) {
          population.ended(entry, now);
        }
        arm(population, topic, deadlines);
      }
    }
  }

  /// One timer per entry. A touch does not reset it; a timer that fires too early is set again.
  final class TimerEach implements ExpiryStrategy {
    private final ObjLongConsumer<Runnable> timer;

    TimerEach(ObjLongConsumer<Runnable> timer) {
      this.timer = timer;
    }

    @Override
    public void begin(ExpiryPopulation population) {
      for (Topic topic : population.topics()) {
        for (SlotValue entry : topic.entries()) {
          arm(population, topic, entry);
        }
      }
    }

    private void arm(ExpiryPopulation population, Topic topic, SlotValue entry) {
      long wait = entry.dueAt() - ExpiryPopulation.now();
      timer.accept(() -> ring(population, topic, entry), Math.max(1, wait));
    }

    private void ring(ExpiryPopulation population, Topic topic, SlotValue entry) {
      if (population.isOver()) {
        return;
      }
      synchronized (topic) {
        long now = ExpiryPopulation.now();
        if (entry.dueAt() <= now) {
          population.ended(entry, now);
        }
        arm(population, topic, entry);
      }
    }
  }

  /// A sweep over all entries at a fixed interval.
  final class Sweep implements ExpiryStrategy {
    private static final long PERIOD_SECONDS = 30;

    private final ScheduledExecutorService thread;

    Sweep(ScheduledExecutorService thread) {
      this.thread = thread;
    }

    @Override
    public void begin(ExpiryPopulation population) {
      var _ =
          thread.scheduleAtFixedRate(
              () -> sweep(population), PERIOD_SECONDS, PERIOD_SECONDS, TimeUnit.SECONDS);
    }

    private static void sweep(ExpiryPopulation population) {
      for (Topic topic : population.topics()) {
        synchronized (topic) {
          look(population, topic, ExpiryPopulation.now());
        }
      }
    }
  }

  /// Looks at a topic's entries only when the topic is read.
  final class OnRead implements ExpiryStrategy {
    private ExpiryPopulation population = new ExpiryPopulation(0);

    @Override
    public void begin(ExpiryPopulation all) {
      population = all;
    }

    @Override
    public void read(Topic topic, long now) {
      look(population, topic, now);
    }
  }

  private static void look(ExpiryPopulation population, Topic topic, long now) {
    for (SlotValue entry : topic.entries()) {
      if (entry.dueAt() <= now) {
        population.ended(entry, now);
      }
    }
  }
}
