package hubbub.cluster.pekko;

import java.util.Set;
import org.apache.pekko.actor.AbstractActor;
import org.apache.pekko.event.Logging;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/// Passes Pekko's warnings and errors on to SLF4J, under the names of Pekko's classes. Made by
/// Pekko.
///
/// Some only say once more that another node is gone, that shards look for a new home, or what
/// [CannotOpenFabric] says: those are for debugging.
final class PekkoLog extends AbstractActor {
  private static final Set<String> FOR_DEBUGGING =
      Set.of(
          "org.apache.pekko.io.TcpListener",
          "org.apache.pekko.stream.Materializer",
          "org.apache.pekko.cluster.sharding.ShardRegion",
          "org.apache.pekko.cluster.sharding.DDataShardCoordinator");

  @Override
  public Receive createReceive() {
    return receiveBuilder()
        .match(
            Logging.InitializeLogger.class,
            _ -> getSender().tell(Logging.loggerInitialized(), getSelf()))
        .match(Logging.Error.class, PekkoLog::error)
        .match(Logging.Warning.class, PekkoLog::warn)
        .build();
  }

  private static void error(Logging.Error error) {
    at(error, Level.ERROR).setCause(error.cause()).log(text(error));
  }

  private static void warn(Logging.Warning warning) {
    at(warning, Level.WARN).log(text(warning));
  }

  private static LoggingEventBuilder at(Logging.LogEvent event, Level level) {
    Logger log = LoggerFactory.getLogger(event.logClass());
    return log.atLevel(FOR_DEBUGGING.contains(log.getName()) ? Level.DEBUG : level);
  }

  private static String text(Logging.LogEvent event) {
    return String.valueOf(event.message());
  }
}
