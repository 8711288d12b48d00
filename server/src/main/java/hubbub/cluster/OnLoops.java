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
  private final List<ScheduledExecutorService> loops;

  private OnLoops(List<ScheduledExecutorService> loops) {
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
      return () -> new OnLoops(loops.each);
    }
  }

  @Override
  public void execute(Runnable task) {
    int shard = task instanceof Mailbox mailbox ? shardOf(mailbox.actor().self().path()) : 0;
    loops.get(shard % loops.size()).execute(task);
  }

  /// A shard's name is its number, and it is the parent of its topics' owners.
  private static int shardOf(ActorPath path) {
    int shard = number(path.parent().name());
    return shard >= 0 ? shard : Math.max(0, number(path.name()));
  }

  private static int number(String name) {
    int number = 0;
    for (int i = 0; i < name.length(); i++) {
      int digit = name.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = number * 10 + digit;
    }
    return name.isEmpty() ? -1 : number;
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
