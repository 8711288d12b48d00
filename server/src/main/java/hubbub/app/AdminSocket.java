package hubbub.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import hubbub.app.AdminRequest.Answer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where a server that runs hears `./hubbub admin`: a socket in its data folder, for its owner
/// alone. Each connection brings a line of JSON and is answered with one; a virtual thread serves
/// one connection after the other.
final class AdminSocket implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AdminSocket.class);
  private static final String NAME = "admin.sock";
  private static final int MOST_CHARACTERS = 16 * 1024;

  private final ServerSocketChannel channel;
  private final Path file;

  private AdminSocket(ServerSocketChannel channel, Path file) {
    this.channel = channel;
    this.file = file;
  }

  /// Listens in the data folder. Empty, with a line in the log, if that is impossible: a path that
  /// is too long for a socket, for example.
  static Optional<AdminSocket> open(Path data, Function<AdminRequest, Answer> acts) {
    Path file = data.resolve(NAME);
    try {
      Files.deleteIfExists(file);
      ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      channel.bind(UnixDomainSocketAddress.of(file));
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
      AdminSocket socket = new AdminSocket(channel, file);
      Thread _ = Thread.ofVirtual().name("hubbub-admin").start(() -> socket.serve(acts));
      return Optional.of(socket);
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      LOG.warn("./hubbub admin cannot reach this server: {}: {}", file, e.getMessage());
      return Optional.empty();
    }
  }

  private void serve(Function<AdminRequest, Answer> acts) {
    while (channel.isOpen()) {
      try (SocketChannel client = channel.accept()) {
        answer(client, acts);
      } catch (IOException _) {
        // closed, or the client has gone
      }
    }
  }

  private static void answer(SocketChannel client, Function<AdminRequest, Answer> acts)
      throws IOException {
    Answer answer;
    try {
      answer = acts.apply(AdminRequest.parse(line(client)));
    } catch (JsonProcessingException _) {
      answer = Answer.refused("not understood");
    }
    write(client, answer.toJson());
  }

  /// Asks the server that runs on that data folder; empty if none does.
  static Optional<Answer> ask(Path data, AdminRequest request) throws IOException {
    Path file = data.resolve(NAME);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try (SocketChannel server = SocketChannel.open(UnixDomainSocketAddress.of(file))) {
      write(server, request.toJson());
      return Optional.of(Answer.parse(line(server)));
    } catch (java.net.ConnectException _) {
      return Optional.empty(); // left over from a server that was killed
    }
  }

  private static void write(SocketChannel to, String line) throws IOException {
    Writer writer = Channels.newWriter(to, StandardCharsets.UTF_8);
    writer.write(line + "\n");
    writer.flush();
  }

  private static String line(SocketChannel from) throws IOException {
    Reader reader = new BufferedReader(Channels.newReader(from, StandardCharsets.UTF_8));
    StringBuilder line = new StringBuilder();
    for (int next = reader.read(); next >= 0 && next != '\n'; next = reader.read()) {
      line.append((char) next);
      if (line.length() > MOST_CHARACTERS) {
        throw new IOException("a line of more than " + MOST_CHARACTERS + " characters");
      }
    }
    return line.toString();
  }

  @Override
  public void close() {
    try {
      channel.close();
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.warn("{} could not be removed: {}", file, e.getMessage());
    }
  }
}
