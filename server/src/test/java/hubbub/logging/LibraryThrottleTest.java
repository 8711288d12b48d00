package hubbub.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

class LibraryThrottleTest {
  private final LoggerContext context = new LoggerContext();
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final Deque<Runnable> minutes = new ArrayDeque<>();
  private final Logger library = context.getLogger("io.library.Handler");

  @BeforeEach
  void listen() {
    lines.start();
    context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(lines);
    ThrottledLog log =
        new ThrottledLog(context.getLogger("hubbub.x"), (task, _) -> minutes.add(task));
    LibraryThrottle throttle = new LibraryThrottle(log);
    throttle.start();
    context.addTurboFilter(throttle);
  }

  private List<String> said() {
    return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  @Test
  void a_librarys_message_has_one_line_a_minute_and_is_counted() {
    for (int i = 0; i < 1000; i++) {
      library.warn("client {} is odd", i);
    }
    minutes.remove().run();
    library.warn("client {} is odd", "x");
    assertEquals(
        List.of(
            "client 0 is odd",
            "Lines left out in the last minute: 999"
                + " (999 about io.library.Handler: client {} is odd)",
            "client x is odd"),
        said());
  }

  @Test
  void what_is_below_the_level_is_not_counted() {
    context.getLogger("io.library").setLevel(Level.WARN);
    library.info("hello");
    assertEquals(0, minutes.size());
    assertTrue(library.isWarnEnabled());
    assertEquals(0, minutes.size());
  }

  @Test
  void our_own_lines_pass() {
    for (int i = 0; i < 1000; i++) {
      context.getLogger("hubbub.app.Hubbub").info("up");
    }
    assertEquals(1000, lines.list.size());
  }
}
