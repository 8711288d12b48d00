package hubbub.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;

/// A running contender; closing it stops it.
public final class Program implements AutoCloseable {
  private static final int START_SECONDS = 120;
  private static final int STOP_SECONDS = 20;
  private static final int LINES_KEPT = 20;

  private final Process process;
  private final int port;
  private final LongAdder outputBytes = new LongAdder();
  private final CompletableFuture<Boolean> ready = new CompletableFuture<>();

  private Program(Process process, int port, Contender contender) {
    this.process = process;
    this.port = port;
    Thread.ofVirtual().start(() -> listen(contender.isReady(), contender.processes()));
  }

  /// Starts the contender; blocks until it reports that it is ready.
  public static Program start(Contender contender, Places places)
      throws IOException, InterruptedException {
    int port = freePort();
    places.emptyData();
    ProcessBuilder builder =
        new ProcessBuilder(contender.command(places, port)).redirectErrorStream(true);
    if (!contender.javaOptions().isEmpty()) {
      builder
          .environment()
          .merge("JAVA_OPTS", contender.javaOptions(), (old, more) -> old + " " + more);
    }
    Process process = builder.start();
    Program program = new Program(process, port, contender);
    try {
      program.ready.get(START_SECONDS, TimeUnit.SECONDS);
      return program;
    } catch (ExecutionException | TimeoutException e) {
      process.destroyForcibly();
      throw new IOException(contender.name() + " did not start", e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /// The port that it listens on.
  public int port() {
    return port;
  }

  /// Its process id.
  public long pid() {
    return process.pid();
  }

  /// How much it has printed.
  public long outputBytes() {
    return outputBytes.sum();
  }

  /// Reads all output, so that the program never blocks on a full pipe.
  private void listen(String isReady, int times) {
    int left = times;
    Deque<String> last = new ArrayDeque<>();
    try (BufferedReader lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        last.add(line);
        if (last.size() > LINES_KEPT) {
          last.remove();
        }
        if (line.contains(isReady) && --left == 0) {
          ready.complete(true);
        }
        outputBytes.add(line.length() + 1);
      }
    } catch (IOException e) {
      last.add(e.toString());
    }
    ready.completeExceptionally(new IOException("the process ended: " + String.join("\n", last)));
  }

  /// Stops the program; blocks until it has exited.
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
