package hubbub.phoenix;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Reads an event stream as a browser's EventSource does, on a socket of its own.
public final class EventStreamClient implements AutoCloseable {
  private final Socket socket;
  private final BufferedReader in;
  private final int status;
  private final Map<String, String> headers = new HashMap<>();
  private String lastId = "";
  private Optional<Long> retryMillis = Optional.empty();

  /// An event, with the id that it came with: empty if it came with none.
  public record Received(String id, String word, JsonNode data) {}

  private EventStreamClient(Socket socket, String request) throws IOException {
    this.socket = socket;
    socket.setSoTimeout(20_000);
    socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
    in =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8), 1024);
    status = Integer.parseInt(in.readLine().split(" ", 3)[1]);
    for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
      String[] field = line.split(": ", 2);
      headers.put(field[0].toLowerCase(Locale.ROOT), field[1]);
    }
  }

  /// Asks for `path` with these further headers (`Name: value`), and reads the head of the answer.
  public static EventStreamClient open(int port, String path, String... more) {
    return open(port, 0, path, more);
  }

  /// The same, by a client whose kernel takes about `bufferBytes` ahead; 0 for the usual.
  public static EventStreamClient open(int port, int bufferBytes, String path, String... more) {
    StringBuilder request =
        new StringBuilder("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\n");
    for (String header : more) {
      request.append(header).append("\r\n");
    }
    try {
      Socket socket = new Socket();
      if (bufferBytes > 0) {
        socket.setReceiveBufferSize(bufferBytes);
      }
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return new EventStreamClient(socket, request.append("\r\n").toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The status of the answer.
  public int status() {
    return status;
  }

  /// A header of the answer, by its name in lower case.
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  /// What a browser would send as `Last-Event-ID`.
  public String lastId() {
    return lastId;
  }

  /// How long the server said to wait before coming back.
  public Optional<Long> retryMillis() {
    return retryMillis;
  }

  /// The next event.
  public Received next() {
    return read().orElseThrow(() -> new AssertionError("the stream has ended"));
  }

  /// The next event of that kind; skips others.
  public Received next(String word) {
    Received event = next();
    while (!event.word().equals(word)) {
      event = next();
    }
    return event;
  }

  /// The next event; empty at the end of the stream.
  public Optional<Received> read() {
    try {
      String id = "";
      String word = "message";
      StringBuilder data = new StringBuilder();
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (line.isEmpty() && !data.isEmpty()) {
          return Optional.of(new Received(id, word, PhoenixClient.json(data.toString())));
        }
        String value = line.substring(Math.min(line.length(), line.indexOf(' ') + 1));
        if (line.startsWith("id:")) {
          id = value;
          lastId = value;
        } else if (line.startsWith("event:")) {
          word = value;
        } else if (line.startsWith("data:")) {
          data.append(value);
        } else if (line.startsWith("retry:")) {
          retryMillis = Optional.of(Long.parseLong(value));
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What is left of the answer, as text.
  public String rest() {
    try {
      StringBuilder text = new StringBuilder();
      for (int c = in.read(); c >= 0; c = in.read()) {
        text.append((char) c);
      }
      return text.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
