package hubbub.cluster.pekko;

import hubbub.cluster.peer.FabricEvents;
import hubbub.cluster.peer.NodeId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// What a node's fabric has told it. Closes shards at once, unless it is held.
final class Heard implements FabricEvents {
  final Set<NodeId> members = ConcurrentHashMap.newKeySet();
  final Set<NodeId> removed = ConcurrentHashMap.newKeySet();
  final Set<Integer> shards = ConcurrentHashMap.newKeySet();
  final Map<Integer, Runnable> closing = new ConcurrentHashMap<>();
  final List<Received> received = new CopyOnWriteArrayList<>();
  final AtomicInteger downed = new AtomicInteger();

  volatile boolean isHeld;

  record Received(NodeId from, byte[] frame) {}

  @Override
  public void up(NodeId node) {
    members.add(node);
  }

  @Override
  public void unreachable(NodeId node) {}

  @Override
  public void reachable(NodeId node) {}

  @Override
  public void removed(NodeId node) {
    members.remove(node);
    removed.add(node);
  }

  @Override
  public void received(NodeId from, byte[] frame) {
    received.add(new Received(from, frame));
  }

  @Override
  public void open(int shard) {
    shards.add(shard);
  }

  @Override
  public void close(int shard, Runnable closed) {
    Runnable closes =
        () -> {
          shards.remove(shard);
          closed.run();
        };
    if (isHeld) {
      closing.put(shard, closes);
    } else {
      closes.run();
    }
  }

  @Override
  public void downed() {
    downed.incrementAndGet();
  }
}
