package hubbub.topic;

import hubbub.topic.ExpiryPopulation.Topic;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.ObjLongConsumer;

/// A way to notice that entries have ended, until the population is over.
interface ExpiryWay {
  /// Begins to watch all entries of the population.
  void begin(ExpiryPopulation population);

  /// Somebody looks at a topic, under its lock.
  default void read(Topic topic, long now) {}

  /// Nobody notices: what the population costs by itself.
  record Nobody() implements ExpiryWay {
    @Override
    public void begin(ExpiryPopulation population) {}
  }

  /// Ours: one heap of deadlines for a topic, and one wake-up, at the soonest of them.
  final class OneHeap implements ExpiryWay {
    private final ObjLongConsumer<Runnable> timer;

    OneHeap(ObjLongConsumer<Runnable> timer) {
      this.timer = timer;
    }

    @Override
    public void begin(ExpiryPopulation population) {
      for (Topic topic : population.topics()) {
        Deadlines deadlines = new Deadlines();
        synchronized (topic) {
          for (SlotValue entry : topic.entries()) {
            deadlines.reschedule(entry);
          }
          arm(population, topic, deadlines);
        }
      }
    }

    private void arm(ExpiryPopulation population, Topic topic, Deadlines deadlines) {
      long wait = deadlines.soonest().orElseThrow() - ExpiryPopulation.now();
      timer.accept(() -> ring(population, topic, deadlines), Math.max(1, wait));
    }

    private void ring(ExpiryPopulation population, Topic topic, Deadlines deadlines) {
      if (population.isOver()) {
        return;
      }
      synchronized (topic) {
        long now = ExpiryPopulation.now();
        for (Deadline entry : deadlines.due(now)) {
          population.ended(entry, now);
        }
        arm(population, topic, deadlines);
      }
    }
  }

  /// A timer for each entry. A touch leaves it as it is; it is set again when it rings too early.
  final class TimerEach implements ExpiryWay {
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

  /// One look at everything, every so often.
  final class Sweep implements ExpiryWay {
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

  /// A look at a topic's entries whenever somebody reads it, and at no other time.
  final class OnRead implements ExpiryWay {
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
