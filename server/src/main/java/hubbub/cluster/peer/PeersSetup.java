package hubbub.cluster.peer;

import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;

/// What [Peers] stand on, beside the [Fabric].
///
/// @param loops of this node; shard `s` is on the loop `s % loops.size()`
/// @param nanos the time, as [System#nanoTime] has it
/// @param mostUnsentBytes how much may wait for each peer, per loop, before it is dropped
///   ([PeerEars#lost])
/// @param messagesATurn how many messages of a peer's lane one turn of a loop hears
public record PeersSetup(
    List<ScheduledExecutorService> loops,
    LongSupplier nanos,
    PeerEars ears,
    int mostUnsentBytes,
    int messagesATurn) {
  /// 16 MiB.
  public static final int MOST_UNSENT_BYTES = 16 * 1024 * 1024;

  /// How many messages of a lane one turn hears, usually.
  public static final int MESSAGES_A_TURN = 64;

  /// Copies the list.
  public PeersSetup {
    loops = List.copyOf(loops);
  }
}
