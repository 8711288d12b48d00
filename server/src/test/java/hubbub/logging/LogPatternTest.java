package hubbub.logging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import org.junit.jupiter.api.Test;

/// How the server writes a line of its log, whoever caused it.
class LogPatternTest {
  @Test
  void leaves_programs_their_own_configuration() {
    LoggerContext context = new LoggerContext(); // there is a logback-test.xml
    assertEquals(
        Configurator.ExecutionStatus.INVOKE_NEXT_IF_ANY, new ServerLog().configure(context));
    assertTrue(context.getTurboFilterList().isEmpty());
  }

  private static final String HOSTILE = "a\r\nb\u001b[31mc\u202ed\u0000e\u2028f\u0085g";

  private static String written(Throwable... thrown) {
    LoggerContext context = new LoggerContext();
    ServerLog.set(context);
    Logger logger = context.getLogger("some.Library");
    ConsoleAppender<ILoggingEvent> appender =
        (ConsoleAppender<ILoggingEvent>)
            context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("STDERR");
    LoggingEvent event =
        new LoggingEvent(
            "", logger, Level.WARN, HOSTILE, thrown.length == 0 ? null : thrown[0], null);
    return new String(appender.getEncoder().encode(event), UTF_8);
  }

  @Test
  void no_message_breaks_out_of_its_line() {
    String written = written();
    assertTrue(written.endsWith("WARN  Library: a??b?[31mc?d?e?f?g\n"), written);
    assertEquals(1, written.lines().count());
  }

  @Test
  void no_exception_moves_the_cursor() {
    String written = written(new IllegalStateException(HOSTILE));
    assertTrue(written.contains("IllegalStateException: a?\nb?[31mc?d?e?f?g\n\tat "), written);
  }
}
