package hubbub.cluster;

import hubbub.cluster.peer.NodeId;
import hubbub.logging.ThrottledLog;
import hubbub.topic.TopicName;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Sends whole topics from one loop to other nodes, in parts. The topics for a node take turns. In
/// a turn of the loop, about one part is made, and none while [#MOST_ON_THEIR_WAY] bytes have not
/// been applied there. Confined to the loop.
final class PartSender {
  private static final ThrottledLog BUGS = new ThrottledLog(PartSender.class);
  private static final int MOST_ON_THEIR_WAY = 4 * TopicParts.PART_BYTES;

  private final Executor loop;
  private final Map<NodeId, Line> lines = new HashMap<>();

  PartSender(Executor loop) {
    this.loop = loop;
  }

  /// A topic that a node has asked for, at a home of that term or to become that home. Its parts
  /// get that `number`. `isWanted` says whether the node still waits for it; `whole` is asked when
  /// it is the topic's turn, right before the first part is sent; `broken` runs if the rest can't
  /// be sent.
  record Order(
      TopicName topic,
      long term,
      LongSupplier number,
      BooleanSupplier isWanted,
      Supplier<Optional<WholeTopic>> whole,
      Runnable broken) {}

  /// Sends a topic, when its turn comes.
  void send(NodeId to, Wire wire, Order order) {
    Line line = lines.computeIfAbsent(to, _ -> new Line(to));
    line.waiting.add(new Sending(wire, order));
    line.goOn();
  }

  /// What is on its way to that node does not arrive, or is not waited for.
  void forget(NodeId node) {
    lines.remove(node);
  }

  /// One topic that is being sent.
  private static final class Sending {
    private final Wire wire;
    private final Order order;
    private @Nullable TopicParts parts;

    Sending(Wire wire, Order order) {
      this.wire = wire;
      this.order = order;
    }

    /// The next part; null if there is none.
    NodeMessage.@Nullable Part next() {
      try {
        if (!order.isWanted().getAsBoolean()) {
          return null;
        }
        TopicParts now = begun();
        if (now == null) {
          order.broken().run();
          return null;
        }
        byte[] part = now.next();
        return new NodeMessage.Part(
            order.topic(), order.term(), order.number().getAsLong(), part, !now.hasNext());
      } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError bug) {
        BUGS.error(order.topic() + ": a bug keeps it from being copied to another node", bug);
        order.broken().run();
        return null;
      }
    }

    private @Nullable TopicParts begun() {
      if (parts == null) {
        parts =
            order
                .whole()
                .get()
                .map(it ->
                    new TopicParts(
                        it, wire.codec().slotsOf(order.topic()), wire.node().slices().partBytes()))
                .orElse(null);
      }
      return parts;
    }
  }

  /// What waits for one node.
  private final class Line {
    private final NodeId node;
    private final Queue<Sending> waiting = new ArrayDeque<>();
    private long onTheirWay;
    private boolean isDue;

    Line(NodeId node) {
      this.node = node;
    }

    private void goOn() {
      if (!isDue && !waiting.isEmpty() && onTheirWay < MOST_ON_THEIR_WAY) {
        isDue = true;
        loop.execute(this::sendSome);
      }
    }

    private void sendSome() {
      isDue = false;
      long before = onTheirWay;
      while (onTheirWay < Math.min(MOST_ON_THEIR_WAY, before + TopicParts.PART_BYTES)
          && !waiting.isEmpty()) {
        Sending next = waiting.remove();
        NodeMessage.Part part = next.next();
        if (part != null) {
          send(next, part);
        }
      }
      goOn();
    }

    private void send(Sending sending, NodeMessage.Part part) {
      int bytes = part.bytes().length;
      long place = sending.wire.send(node, part);
      onTheirWay += bytes;
      sending.wire.whenApplied(node, place, () -> applied(bytes));
      if (!part.isLast()) {
        waiting.add(sending);
      }
    }

    private void applied(int bytes) {
      onTheirWay -= bytes;
      goOn();
    }
  }
}
