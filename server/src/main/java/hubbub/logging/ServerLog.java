package hubbub.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;

/// How a server logs: lines to stderr, its own from INFO on and those of libraries from WARN on.
/// Logback asks for this after it has found no `logback.xml`, so operators, and programs that embed
/// Hubbub, can have one of their own. Code starts faster than a file: there is no XML to read.
@ConfiguratorRank(ConfiguratorRank.NOMINAL - 1)
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
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
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
