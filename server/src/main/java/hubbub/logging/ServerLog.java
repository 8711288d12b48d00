package hubbub.logging;

import ch.qos.logback.classic.ClassicConstants;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;

/// How a server logs: lines to stderr, its own from INFO on and those of libraries from WARN on.
/// Programs that embed Hubbub, and operators, can have a `logback.xml` of their own, or name
/// another file (`-Dlogback.configurationFile`): then this does nothing. Code starts faster than a
/// file: there is no XML to read.
public final class ServerLog extends ContextAwareBase implements Configurator {
  /// Controls and direction characters are replaced: a library's message may quote a client.
  private static final String LINE =
      "%d{\"yyyy-MM-dd'T'HH:mm:ss.SSSXXX\"} %-5level %logger{0}:"
          + " %replace(%msg){'[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]', '?'}%n"
          + "%replace(%ex){'[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}&&[^\\n\\t]]', '?'}%nopex";

  /// For Logback.
  public ServerLog() {}

  @Override
  public ExecutionStatus configure(LoggerContext logback) {
    if (isConfiguredByFile()) {
      return ExecutionStatus.INVOKE_NEXT_IF_ANY;
    }
    set(logback);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  private static boolean isConfiguredByFile() {
    ClassLoader loader = ServerLog.class.getClassLoader();
    return System.getProperty(ClassicConstants.CONFIG_FILE_PROPERTY) != null
        || loader.getResource(ClassicConstants.TEST_AUTOCONFIG_FILE) != null
        || loader.getResource(ClassicConstants.AUTOCONFIG_FILE) != null;
  }

  static void set(LoggerContext logback) {
    LibraryThrottle throttle = new LibraryThrottle();
    throttle.setContext(logback);
    throttle.start();
    logback.addTurboFilter(throttle);
    Logger root = logback.getLogger(Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.WARN);
    root.addAppender(stderr(logback));
    logback.getLogger("hubbub").setLevel(Level.INFO);
    // What these cannot do is told by ours, in one line.
    logback.getLogger("io.micronaut.http.server.netty.NettyHttpServer").setLevel(Level.OFF);
    logback.getLogger("com.zaxxer.hikari").setLevel(Level.OFF);
    logback.getLogger("org.flywaydb").setLevel(Level.OFF);
  }

  private static ConsoleAppender<ILoggingEvent> stderr(LoggerContext logback) {
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(logback);
    encoder.setPattern(LINE);
    encoder.start();
    ConsoleAppender<ILoggingEvent> stderr = new ConsoleAppender<>();
    stderr.setContext(logback);
    stderr.setName("STDERR");
    stderr.setTarget("System.err");
    stderr.setEncoder(encoder);
    stderr.start();
    return stderr;
  }
}
