package hubbub.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StopSignalsTest {
  private static final int INT = 2;
  private static final int TERM = 15;

  private final List<String> done = new ArrayList<>();
  private final StopSignals signals = new StopSignals(status -> done.add("end " + status));

  @Test
  void the_first_asks_the_server_to_stop() throws InterruptedException {
    signals.onSecond(() -> done.add("hurry"));
    assertFalse(signals.await(Duration.ZERO));
    signals.hear(TERM);
    assertTrue(signals.await(Duration.ZERO));
    assertEquals(List.of(), done);
  }

  @Test
  void the_first_is_not_forgotten_while_the_server_starts() throws InterruptedException {
    signals.hear(TERM);
    signals.onSecond(() -> done.add("hurry"));
    assertTrue(signals.await(Duration.ZERO));
    signals.hear(TERM);
    assertEquals(List.of("hurry"), done);
  }

  @Test
  void the_second_hurries_and_the_third_ends_the_process() {
    signals.onSecond(() -> done.add("hurry"));
    signals.hear(INT);
    signals.hear(TERM);
    assertEquals(List.of("hurry"), done);
    signals.hear(TERM);
    assertEquals(List.of("hurry", "end 143"), done);
  }

  @Test
  void the_second_ends_the_process_if_it_has_not_started_yet() {
    signals.hear(INT);
    signals.hear(INT);
    assertEquals(List.of("end 130"), done);
  }
}
