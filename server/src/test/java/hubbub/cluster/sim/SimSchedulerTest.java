package hubbub.cluster.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// Time and loops of a simulation.
class SimSchedulerTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final SimScheduler scheduler = new SimScheduler(1);
  private final SimMachine machine = new SimMachine(0, 0, scheduler);
  private final ScheduledExecutorService loop = machine.loops().getFirst();
  private final List<String> done = new ArrayList<>();

  private void doing(String what) {
    done.add(what);
  }

  @Nested
  class A_loop {
    @Test
    void runs_its_tasks_in_order() {
      List<String> expected = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        String name = "task " + i;
        expected.add(name);
        loop.execute(() -> doing(name));
      }
      scheduler.runUntil(SECOND);
      assertEquals(expected, done);
    }

    @Test
    void runs_a_timer_when_it_is_due() {
      var _ = loop.schedule(() -> doing("late"), 500, TimeUnit.MILLISECONDS);
      var _ = loop.schedule(() -> doing("early"), 300, TimeUnit.MILLISECONDS);
      scheduler.runUntil(400_000_000);
      assertEquals(List.of("early"), done);
      scheduler.runUntil(SECOND);
      assertEquals(List.of("early", "late"), done);
    }

    @Test
    void runs_no_timer_that_was_cancelled() {
      Future<?> timer = loop.schedule(() -> doing("never"), 1, TimeUnit.MILLISECONDS);
      timer.cancel(false);
      scheduler.runUntil(SECOND);
      assertEquals(List.of(), done);
    }

    @Test
    void interleaves_with_another_by_chance() {
      assertNotEquals(interleaved(1), interleaved(2));
      assertEquals(interleaved(1), interleaved(1));
    }

    private List<String> interleaved(long seed) {
      SimScheduler its = new SimScheduler(seed);
      SimMachine node = new SimMachine(0, 0, its);
      List<String> order = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        int number = i;
        node.loops().getFirst().execute(() -> order.add("one " + number));
        node.loops().getLast().execute(() -> order.add("other " + number));
      }
      its.runUntil(SECOND);
      return order;
    }
  }

  @Nested
  class A_node {
    @Test
    void does_what_it_missed_when_it_goes_on() {
      machine.pause();
      loop.execute(() -> doing("missed"));
      long before = machine.nanos();
      scheduler.runUntil(10 * SECOND);
      assertEquals(List.of(), done);
      assertEquals(10, Math.round((machine.nanos() - before) / 1e9));
      machine.resume();
      scheduler.runUntil(11 * SECOND);
      assertEquals(List.of("missed"), done);
    }

    @Test
    void does_nothing_any_more_when_it_has_ended() {
      loop.execute(() -> doing("never"));
      machine.end();
      scheduler.runUntil(SECOND);
      assertEquals(List.of(), done);
    }
  }

  @Nested
  class A_task_that_throws {
    @Test
    void is_noted_and_stops_nothing() {
      IllegalStateException bug = new IllegalStateException("as this test wants it");
      loop.execute(() -> {
        throw bug;
      });
      loop.execute(() -> doing("next"));
      scheduler.runUntil(SECOND);
      assertEquals(List.of("next"), done);
      assertEquals(List.of(bug), scheduler.thrown());
    }
  }
}
