package hubbub.phoenix;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A line to a server that a test can cut, as a proxy that restarts does. Any thread.
public final class CuttableLine implements AutoCloseable {
  private final int server;
  private final ServerSocket port;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile boolean isCut;

  private CuttableLine(int server) throws IOException {
    this.server = server;
    this.port = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofPlatform().daemon().start(this::accept);
  }

  /// A line to the server at that port of this machine.
  public static CuttableLine to(int server) {
    try {
      return new CuttableLine(server);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The port from which the line leads to the server.
  public int port() {
    return port.getLocalPort();
  }

  /// Breaks all connections, and lets no new one through until [#mend].
  public void cut() {
    isCut = true;
    breakAll();
  }

  private void breakAll() {
    open.forEach(CuttableLine::close);
    open.clear();
  }

  public void mend() {
    isCut = false;
  }

  private void accept() {
    try {
      while (true) {
        connect(port.accept());
      }
    } catch (IOException _) {
      breakAll(); // the test is over
    }
  }

  private void connect(Socket client) {
    open.add(client);
    try {
      Socket upstream = new Socket(InetAddress.getLoopbackAddress(), server);
      open.add(upstream);
      Thread.ofPlatform().daemon().start(() -> pass(client, upstream));
      Thread.ofPlatform().daemon().start(() -> pass(upstream, client));
    } catch (IOException _) {
      close(client); // the server is gone
    }
    if (isCut) {
      breakAll();
    }
  }

  private static void pass(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException _) {
      // cut, or one side has closed
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      port.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    breakAll();
  }
}
