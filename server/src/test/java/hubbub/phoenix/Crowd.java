package hubbub.phoenix;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Hundreds of Phoenix V2 clients on the thread of their test. They read everything, and keep the
/// replies only.
public final class Crowd implements AutoCloseable {
  private static final long PATIENCE_NANOS = Duration.ofSeconds(60).toNanos();
  private static final int BUFFER_BYTES = 1 << 17;

  private final int port;
  private final Selector selector;
  private final List<Person> people = new ArrayList<>();

  /// A crowd for the server on that port.
  public Crowd(int port) {
    this.port = port;
    try {
      selector = Selector.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// One client.
  public static final class Person {
    private final SocketChannel channel;
    private final ByteBuffer in = ByteBuffer.allocate(BUFFER_BYTES);
    private boolean isIn;
    private boolean isAnswered;
    private String pushed = "";
    private JsonNode answer = PhoenixClient.json("{}");

    private Person(SocketChannel channel) {
      this.channel = channel;
    }

    /// The payload of the reply to the last push.
    public JsonNode answer() {
      return answer;
    }

    /// Whether the last push was carried out.
    public boolean isOk() {
      return answer.path("status").asText().equals("ok");
    }

    /// Why the last push was refused; empty if it was not.
    public String reason() {
      return answer.at("/response/reason").asText();
    }

    /// Pushes to `topic`, of which it is a member, or which it joins.
    public void push(String topic, String event, String payload) {
      pushed = "[\"1\",\"1\",\"" + topic + "\",\"" + event + "\"," + payload + "]";
      again();
    }

    /// Pushes the same once more.
    public void again() {
      isAnswered = false;
      write(0x81, pushed);
    }

    private void write(int first, String payload) {
      write(ByteBuffer.wrap(RawSocket.masked(first, payload.getBytes(UTF_8))));
    }

    private void write(ByteBuffer bytes) {
      try {
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /// A client that connects from the loopback address `own`, behind a proxy that names `client`.
  /// `query` is as in [PhoenixClient#open].
  public Person comes(String own, String client, String query) {
    try {
      SocketChannel channel = SocketChannel.open();
      channel.bind(new InetSocketAddress(InetAddress.getByName(own), 0));
      channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      channel.configureBlocking(false);
      Person person = new Person(channel);
      channel.register(selector, SelectionKey.OP_READ, person);
      String request = RawSocket.handshake(port, query, "X-Forwarded-For: " + client + "\r\n");
      person.write(ByteBuffer.wrap(request.getBytes(ISO_8859_1)));
      people.add(person);
      return person;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Reads until everybody is connected and has been answered.
  public void listen() {
    long giveUp = System.nanoTime() + PATIENCE_NANOS;
    while (people.stream().anyMatch(person -> !person.isAnswered)) {
      if (System.nanoTime() > giveUp) {
        throw new AssertionError("not all have been answered");
      }
      try {
        selector.select(key -> read((Person) key.attachment()), 100);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static void read(Person person) {
    try {
      if (person.channel.read(person.in) < 0) {
        throw new AssertionError("closed by the server, after " + person.answer);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    person.in.flip();
    if (person.isIn || handshake(person)) {
      while (frame(person)) {}
    }
    person.in.compact();
  }

  private static boolean handshake(Person person) {
    String head = US_ASCII.decode(person.in.duplicate()).toString();
    int end = head.indexOf("\r\n\r\n");
    if (end < 0) {
      return false;
    }
    if (!head.startsWith("HTTP/1.1 101")) {
      throw new AssertionError("not let in: " + head);
    }
    person.in.position(end + 4);
    person.isIn = true;
    person.isAnswered = true;
    return true;
  }

  /// Takes one frame, if it is all there.
  private static boolean frame(Person person) {
    ByteBuffer in = person.in;
    if (in.remaining() < 2) {
      return false;
    }
    int opcode = in.get(in.position()) & 0x0f;
    int size = in.get(in.position() + 1) & 0x7f;
    int head = 2;
    if (size == 126) {
      head = 4;
      size = in.remaining() < head ? BUFFER_BYTES : in.getShort(in.position() + 2) & 0xffff;
    } else if (size == 127) {
      head = 10;
      size = in.remaining() < head ? BUFFER_BYTES : (int) in.getLong(in.position() + 2);
    }
    if (in.remaining() < head + size) {
      return false;
    }
    String text = UTF_8.decode(in.slice(in.position() + head, size)).toString();
    in.position(in.position() + head + size);
    take(person, opcode, text);
    return true;
  }

  private static void take(Person person, int opcode, String text) {
    if (opcode == 9) {
      person.write(0x8a, text);
    } else if (opcode == 8) {
      throw new AssertionError("closed by the server, after " + person.answer);
    } else if (text.contains("\"phx_reply\"")) {
      person.answer = PhoenixClient.json(text).path(4);
      person.isAnswered = true;
    }
  }

  /// Closes all connections.
  @Override
  public void close() {
    try {
      for (Person person : people) {
        person.channel.close();
      }
      selector.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
