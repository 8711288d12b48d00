package hubbub.cluster;

import com.typesafe.config.Config;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.ActorPath;
import org.apache.pekko.actor.setup.Setup;
import org.apache.pekko.dispatch.DispatcherPrerequisites;
import org.apache.pekko.dispatch.ExecutorServiceConfigurator;
import org.apache.pekko.dispatch.ExecutorServiceFactory;
import org.apache.pekko.dispatch.Mailbox;

/// Runs actors on the node's event loops: all that belongs to one shard on the same loop, so that a
/// topic's owner, its replica and the first of its members never wake another thread. Any thread.
final class OnLoops extends AbstractExecutorService {
  private final Loops loops;

  private OnLoops(Loops loops) {
    this.loops = loops;
  }

  /// Where loops are told to Pekko.
  static final class Loops extends Setup {
    private final List<ScheduledExecutorService> each;

    Loops(List<ScheduledExecutorService> each) {
      this.each = List.copyOf(each);
    }

    /// The loop of a shard.
    ScheduledExecutorService of(int shard) {
      return each.get(shard % each.size());
    }
  }

  /// Made by Pekko, by the name in [NodeConfig].
  public static final class Configurator extends ExecutorServiceConfigurator {
    private final Loops loops;

    public Configurator(Config config, DispatcherPrerequisites prerequisites) {
      super(config, prerequisites);
      this.loops = prerequisites.settings().setup().get(Loops.class).orElseThrow();
    }

    @Override
    public ExecutorServiceFactory createExecutorServiceFactory(String id, ThreadFactory threads) {
      return () -> new OnLoops(loops);
    }
  }

  @Override
  public void execute(Runnable task) {
    int shard = task instanceof Mailbox mailbox ? shardOf(mailbox.actor().self().path()) : 0;
    loops.of(shard).execute(task);
  }

  /// A shard's name is its number, and so is that of its one entity; whatever else comes here may
  /// run anywhere.
  private static int shardOf(ActorPath path) {
    int number = 0;
    for (char c : path.name().toCharArray()) {
      if (c < '0' || c > '9') {
        return 0;
      }
      number = (number * 10 + c - '0') % NodeConfig.SHARDS;
    }
    return number;
  }

  /// The loops are not Pekko's to end.
  @Override
  public void shutdown() {}

  @Override
  public List<Runnable> shutdownNow() {
    return List.of();
  }

  @Override
  public boolean isShutdown() {
    return false;
  }

  @Override
  public boolean isTerminated() {
    return false;
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) {
    return true;
  }
}
