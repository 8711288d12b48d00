package hubbub.cluster.pekko;

import static org.awaitility.Awaitility.await;

import hubbub.cluster.peer.NodeId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;

/// A node in this process, with a real port.
final class TestNode implements AutoCloseable {
  private static final Terms.Forms FORMS = new Terms.Forms(1, 2);

  static final Terms TERMS =
      new Terms("Hubbub 1", FORMS, Map.of("cluster name", "test", "kind room", "1", "secret", "s"));

  final PekkoFabric fabric;
  final Heard heard = new Heard();

  TestNode(PekkoSettings settings) throws CannotOpenFabric {
    fabric = PekkoFabric.open(settings);
    fabric.start(heard);
  }

  /// A node at `endpoint` that asks `seeds`.
  static TestNode start(Endpoint endpoint, Endpoint... seeds) throws CannotOpenFabric {
    return new TestNode(settings(endpoint, TERMS, seeds));
  }

  static PekkoSettings settings(Endpoint endpoint, Terms terms, Endpoint... seeds) {
    return new PekkoSettings(
        endpoint,
        new Seeds.Listed(List.of(seeds)),
        OptionalInt.empty(),
        Duration.ofSeconds(4),
        new Protection.None(),
        terms);
  }

  /// A port that is free now, on loopback address number `host`.
  static Endpoint freeEndpoint(int host) {
    String address = "127.0.0." + host;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral(address))) {
      return new Endpoint(address, socket.getLocalPort());
    } catch (IOException e) {
      throw new IllegalStateException("no free port", e);
    }
  }

  NodeId id() {
    return fabric.self();
  }

  /// Asks for a home for every shard that has none.
  void wakeAll() {
    for (int shard = 0; shard < 200; shard++) {
      fabric.wake(shard);
    }
  }

  /// Waits until something is so: far longer than it takes.
  static void until(BooleanSupplier isSo) {
    await().atMost(Duration.ofSeconds(60)).until(isSo::getAsBoolean);
  }

  /// Ends it without a word to the others, if it still runs.
  @Override
  public void close() {
    fabric.system().terminate();
    fabric.system().getWhenTerminated().toCompletableFuture().join();
  }
}
