package hubbub.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import hubbub.app.AdminRequest.Answer;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where a server that runs hears `./hubbub admin`: a socket in its data folder, for its owner
/// alone. Each connection brings a line of JSON, and is answered with lines of JSON: those to
/// print, `{"out": …}`, as they come, then the [Answer]. Each has a virtual thread, and there are
/// at most [#MOST_CLIENTS]. Whoever does not send or read in time is cut off.
final class AdminSocket implements AutoCloseable {
  /// How many are served at a time; beyond that they are refused.
  static final int MOST_CLIENTS = 8;

  private static final Logger LOG = LoggerFactory.getLogger(AdminSocket.class);
  private static final String NAME = "admin.sock";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String OUT = "out";
  private static final int MOST_CHARACTERS = 256 * 1024;
  private static final int GATHERED_CHARACTERS = 16 * 1024;
  private static final Duration LONGEST_STEP = Duration.ofSeconds(30);
  private static final Duration LAST_ANSWERS = Duration.ofSeconds(1);

  private final ServerSocketChannel channel;
  private final Path file;
  private final Duration longestStep;
  private final Semaphore places = new Semaphore(MOST_CLIENTS);

  private AdminSocket(ServerSocketChannel channel, Path file, Duration longestStep) {
    this.channel = channel;
    this.file = file;
    this.longestStep = longestStep;
  }

  /// Carries out requests. Blocks.
  interface Acts {
    /// Passes lines to print to `out` as they come, and returns what came of it. An empty line is
    /// not printed: it sends what has gathered, and ends what runs if the client has gone.
    Answer run(AdminRequest request, Consumer<String> out);
  }

  /// Listens in the data folder. Empty, with a line in the log, if that is impossible: a path that
  /// is too long for a socket, for example.
  static Optional<AdminSocket> open(Path data, Acts acts) {
    return open(data, acts, LONGEST_STEP);
  }

  /// Like [#open(Path, Acts)]; `longestStep` is for how long one may send, or not read.
  static Optional<AdminSocket> open(Path data, Acts acts, Duration longestStep) {
    Path file = data.resolve(NAME);
    try {
      Files.deleteIfExists(file);
      ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      channel.bind(UnixDomainSocketAddress.of(file));
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
      AdminSocket socket = new AdminSocket(channel, file, longestStep);
      Thread _ = Thread.ofVirtual().name("hubbub-admin").start(() -> socket.accept(acts));
      return Optional.of(socket);
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      LOG.warn("./hubbub admin cannot reach this server: {}: {}", file, e.getMessage());
      return Optional.empty();
    }
  }

  private void accept(Acts acts) {
    while (channel.isOpen()) {
      try {
        SocketChannel client = channel.accept();
        boolean hasPlace = places.tryAcquire();
        Thread _ = Thread.startVirtualThread(() -> serve(client, hasPlace, acts));
      } catch (IOException _) {
        // closed
      }
    }
  }

  private void serve(SocketChannel client, boolean hasPlace, Acts acts) {
    try (client) {
      if (hasPlace) {
        answer(client, acts);
      } else {
        write(client, Answer.refused(MOST_CLIENTS + " commands run already; try again").toJson());
      }
    } catch (IOException | UncheckedIOException _) {
      // the client has gone, or was cut off
    } finally {
      if (hasPlace) {
        places.release();
      }
    }
  }

  private void answer(SocketChannel client, Acts acts) throws IOException {
    Lines lines = new Lines(client);
    Answer answer;
    try {
      AdminRequest request = AdminRequest.parse(inTime(client, () -> line(reader(client))));
      answer = acts.run(request, lines::add);
    } catch (JsonProcessingException _) {
      answer = Answer.refused("not understood");
    }
    lines.flush();
    write(client, answer.toJson());
  }

  /// Lines to print that gather until they are worth a write.
  private final class Lines {
    private final SocketChannel client;
    private final StringBuilder gathered = new StringBuilder();

    Lines(SocketChannel client) {
      this.client = client;
    }

    void add(String line) {
      try {
        if (line.isEmpty()) {
          write(client, gathered.toString());
          gathered.setLength(0);
          return;
        }
        if (!gathered.isEmpty()) {
          gathered.append('\n');
        }
        gathered.append(JSON.createObjectNode().put(OUT, line));
        if (gathered.length() >= GATHERED_CHARACTERS) {
          flush();
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    void flush() throws IOException {
      if (!gathered.isEmpty()) {
        write(client, gathered.toString());
        gathered.setLength(0);
      }
    }
  }

  private interface Step<T> {
    T run() throws IOException;
  }

  /// Runs a step, and closes `client` if that takes too long, which ends the step.
  private <T> T inTime(SocketChannel client, Step<T> step) throws IOException {
    CompletableFuture<Void> cut =
        CompletableFuture.runAsync(
            () -> close(client),
            CompletableFuture.delayedExecutor(longestStep.toMillis(), TimeUnit.MILLISECONDS));
    try {
      return step.run();
    } finally {
      cut.cancel(false);
    }
  }

  private static void close(SocketChannel client) {
    try {
      client.close();
    } catch (IOException _) {
      // it is of no use anyway
    }
  }

  private void write(SocketChannel client, String lines) throws IOException {
    boolean _ =
        inTime(
            client,
            () -> {
              send(client, lines);
              return true;
            });
  }

  /// Asks the server that runs on that data folder, and passes on the lines that come before the
  /// answer; empty if none runs.
  static Optional<Answer> ask(Path data, AdminRequest request, Consumer<String> out)
      throws IOException {
    Path file = data.resolve(NAME);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try (SocketChannel server = SocketChannel.open(UnixDomainSocketAddress.of(file))) {
      sendUnlessRefused(server, request);
      Reader reader = reader(server);
      String line = line(reader);
      for (JsonNode json = JSON.readTree(line); json.has(OUT); json = JSON.readTree(line)) {
        out.accept(json.path(OUT).asText());
        line = line(reader);
      }
      return Optional.of(Answer.parse(line));
    } catch (ConnectException _) {
      return Optional.empty(); // left over from a server that was killed
    }
  }

  /// A server that has no place for it answers, and closes, without reading it: the answer is
  /// there, whatever comes of sending.
  private static void sendUnlessRefused(SocketChannel server, AdminRequest request) {
    try {
      send(server, request.toJson());
    } catch (IOException e) {
      LOG.debug("The server did not read the request: {}", e.getMessage());
    }
  }

  private static void send(SocketChannel to, String line) throws IOException {
    Writer writer = Channels.newWriter(to, StandardCharsets.UTF_8);
    writer.write(line + "\n");
    writer.flush();
  }

  private static Reader reader(SocketChannel from) {
    return new BufferedReader(Channels.newReader(from, StandardCharsets.UTF_8));
  }

  /// The next line that is not empty.
  private static String line(Reader from) throws IOException {
    StringBuilder line = new StringBuilder();
    int next = from.read();
    while (next == '\n') {
      next = from.read();
    }
    for (; next >= 0 && next != '\n'; next = from.read()) {
      line.append((char) next);
      if (line.length() > MOST_CHARACTERS) {
        throw new IOException("a line of more than " + MOST_CHARACTERS + " characters");
      }
    }
    if (next < 0) {
      throw new EOFException("it ended before it was done");
    }
    return line.toString();
  }

  /// Hears nobody any more, and waits for a second for answers that are on their way.
  @Override
  public void close() {
    try {
      channel.close();
      Files.deleteIfExists(file);
      boolean _ = places.tryAcquire(MOST_CLIENTS, LAST_ANSWERS.toMillis(), TimeUnit.MILLISECONDS);
    } catch (IOException e) {
      LOG.warn("{} could not be removed: {}", file, e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
