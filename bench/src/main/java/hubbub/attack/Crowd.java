package hubbub.attack;

import java.io.IOException;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// The clients of an attack, each on a virtual thread of its own. Closing it ends the attack and
/// closes their sockets. Any thread.
final class Crowd implements AutoCloseable {
  private static final long AFTER_A_FAILURE_MILLIS = 50;

  private final int port;
  private final AtomicLong seeds;
  private final AtomicLong acts = new AtomicLong();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Queue<HostileSocket> sockets = new ConcurrentLinkedQueue<>();
  private volatile boolean isOver;

  /// A crowd against the server on `port`; its random numbers follow from `seed`.
  Crowd(int port, long seed) {
    this.port = port;
    this.seeds = new AtomicLong(seed);
  }

  /// What one client does, from connecting on; done again and again.
  @FunctionalInterface
  interface Client {
    void act(Crowd crowd, Random random) throws IOException, InterruptedException;
  }

  /// Adds `count` such clients.
  void add(int count, Client client) {
    for (int i = 0; i < count; i++) {
      Random random = new Random(seeds.incrementAndGet());
      threads.execute(() -> run(client, random));
    }
  }

  private void run(Client client, Random random) {
    while (!isOver) {
      try {
        client.act(this, random);
        acts.incrementAndGet();
      } catch (IOException _) {
        pause(AFTER_A_FAILURE_MILLIS); // refused or cut off, as it deserves
      } catch (InterruptedException _) {
        return;
      }
    }
  }

  private static void pause(long millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// A TCP connection.
  HostileSocket connect() throws IOException {
    HostileSocket socket = HostileSocket.connect(port);
    sockets.add(socket);
    return socket;
  }

  /// A WebSocket from one of 64 addresses, as a proxy would report them.
  HostileSocket upgrade(Random random) throws IOException {
    HostileSocket socket = connect();
    socket.upgrade("198.18.0." + random.nextInt(64));
    return socket;
  }

  /// Closes a socket before the attack ends.
  void done(HostileSocket socket) {
    sockets.remove(socket);
    socket.close();
  }

  /// Whether the attack goes on.
  boolean goesOn() {
    return !isOver;
  }

  /// How often a client acted to its end.
  long acts() {
    return acts.get();
  }

  @Override
  public void close() {
    isOver = true;
    threads.shutdownNow();
    sockets.forEach(HostileSocket::close);
    threads.close();
    sockets.forEach(HostileSocket::close);
  }
}
