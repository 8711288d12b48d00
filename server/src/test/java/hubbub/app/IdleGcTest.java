package hubbub.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class IdleGcTest {
  private static final Duration BUSY = IdleGc.PERIOD.dividedBy(5);
  private static final Duration NEITHER = IdleGc.PERIOD.dividedBy(15);
  private static final Duration RESTFUL = IdleGc.PERIOD.dividedBy(50);

  private Duration cpu = Duration.ZERO;
  private long usedBytes = 100L << 20;
  private int collections;
  private final IdleGc rest = new IdleGc(() -> cpu, () -> usedBytes, () -> collections++);

  private void periods(Duration... used) {
    for (Duration more : used) {
      cpu = cpu.plus(more);
      rest.look();
    }
  }

  @Test
  void comes_once_after_the_start_and_after_each_busy_time() {
    periods(BUSY, RESTFUL, RESTFUL);
    assertEquals(1, collections);
    periods(BUSY, BUSY, RESTFUL, RESTFUL);
    assertEquals(2, collections);
  }

  @Test
  void does_not_come_while_there_is_something_to_do() {
    periods(BUSY, BUSY, NEITHER, BUSY, NEITHER);
    assertEquals(0, collections);
  }

  @Test
  void does_not_come_again_after_a_little_work() {
    periods(BUSY, RESTFUL, NEITHER, RESTFUL, NEITHER, RESTFUL);
    assertEquals(1, collections);
  }

  @Test
  void leaves_a_big_heap_alone() {
    usedBytes = 1L << 30;
    periods(BUSY, RESTFUL);
    assertEquals(0, collections);
  }
}
