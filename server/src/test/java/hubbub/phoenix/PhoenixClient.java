package hubbub.phoenix;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Queue;
import java.util.Set;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;

/// A blocking Phoenix V2 client for tests, on its own socket. Keeps frames until a test asks for
/// them.
public final class PhoenixClient implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private final RawSocket socket;
  private final Queue<Frame> kept = new ArrayDeque<>();
  private final Set<String> nameless = new HashSet<>();
  private int lastRef;
  private int deflatedFrames;

  /// A frame as the server sent it.
  public record Frame(
      JsonNode joinRef, JsonNode ref, String topic, String event, JsonNode payload) {
    public boolean isReplyTo(String to) {
      return event.equals("phx_reply") && ref.asText().equals(to);
    }

    public String status() {
      return payload.path("status").asText();
    }

    public JsonNode response() {
      return payload.path("response");
    }

    public String reason() {
      return response().path("reason").asText();
    }
  }

  private PhoenixClient(RawSocket socket) {
    this.socket = socket;
  }

  /// Connects as a guest with this name.
  public static PhoenixClient connect(int port, String name) {
    return open(port, "?vsn=2.0.0&name=" + name);
  }

  /// Connects as a guest with this name, and offers permessage-deflate; still sends uncompressed
  /// frames.
  public static PhoenixClient connectDeflating(int port, String name) {
    return open(port, "?vsn=2.0.0&name=" + name, Deflate.OFFER);
  }

  /// Connects with this query.
  public static PhoenixClient open(int port, String query) {
    return open(port, query, "");
  }

  /// Connects with this query; `more` holds additional header lines.
  public static PhoenixClient open(int port, String query, String more) {
    try {
      return on(RawSocket.send(port, RawSocket.handshake(port, query, more)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Connects over TLS as a guest with this name.
  public static PhoenixClient connectByTls(SSLContext context, int port, String name) {
    try {
      String request = RawSocket.handshake(port, "?vsn=2.0.0&name=" + name, "");
      return on(RawSocket.sendByTls(context, port, request));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Takes over a socket that has sent its handshake.
  public static PhoenixClient on(RawSocket socket) {
    try {
      String head = socket.head();
      if (!head.startsWith("HTTP/1.1 101")) {
        throw new IOException("not let in: " + head);
      }
      return new PhoenixClient(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// How many of the frames read so far were compressed.
  public int deflatedFrames() {
    return deflatedFrames;
  }

  public RawSocket raw() {
    return socket;
  }

  /// Sends a frame with JSON text as its payload; returns its ref.
  public String push(String joinRef, String topic, String event, String payload) {
    String ref = String.valueOf(++lastRef);
    if (joinRef.equals("null") && (event.equals("phx_join") || event.equals("phx_leave"))) {
      nameless.add(ref);
    }
    send(
        "["
            + quoted(joinRef)
            + ",\""
            + ref
            + "\",\""
            + topic
            + "\",\""
            + event
            + "\","
            + payload
            + "]");
    return ref;
  }

  public void send(String text) {
    try {
      socket.text(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String quoted(String text) {
    return text.equals("null") ? text : "\"" + text + "\"";
  }

  /// Joins with the ref as join_ref; returns the reply.
  public Frame join(String topic, String payload) {
    String ref = String.valueOf(lastRef + 1);
    return replyTo(push(ref, topic, "phx_join", payload));
  }

  /// Joins and expects `ok`; returns the response.
  public JsonNode joined(String topic) {
    Frame reply = join(topic, "{}");
    if (!reply.status().equals("ok")) {
      throw new AssertionError("join: " + reply);
    }
    return reply.response();
  }

  /// Pushes without a join_ref; returns the reply.
  public Frame ask(String topic, String event, String payload) {
    return replyTo(push("null", topic, event, payload));
  }

  public Frame replyTo(String ref) {
    return next(frame -> frame.isReplyTo(ref));
  }

  /// Waits for the next event with this name; returns its payload.
  public JsonNode event(String name) {
    return next(frame -> frame.event().equals(name)).payload();
  }

  /// The first frame that matches `is`, among those kept and those still to come. Blocks until one
  /// does.
  public Frame next(Predicate<Frame> is) {
    for (Iterator<Frame> each = kept.iterator(); each.hasNext(); ) {
      Frame frame = each.next();
      if (is.test(frame)) {
        each.remove();
        return frame;
      }
    }
    while (true) {
      Frame frame = read();
      if (is.test(frame)) {
        return frame;
      }
      kept.add(frame);
    }
  }

  /// The next frame of any kind.
  public Frame next() {
    return kept.isEmpty() ? read() : kept.remove();
  }

  private Frame read() {
    try {
      RawSocket.Raw raw = socket.next();
      while (raw.opcode() == 9) {
        socket.frame(0x8a, raw.payload());
        raw = socket.next();
      }
      if (raw.opcode() != 1) {
        throw new IOException(
            "opcode " + raw.opcode() + (raw.opcode() == 8 ? ", code " + raw.closeCode() : ""));
      }
      deflatedFrames += raw.isDeflated() ? 1 : 0;
      JsonNode json = JSON.readTree(raw.text());
      Frame frame =
          new Frame(
              json.get(0), json.get(1), json.get(2).asText(), json.get(3).asText(), json.get(4));
      judgeReply(frame);
      return frame;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Rule C8: a reply has the member's join_ref. Only where there is no member does it echo the
  /// push's.
  private void judgeReply(Frame frame) {
    boolean isOfNoMember =
        frame.topic().equals("phoenix")
            || frame.reason().equals("unmatched topic")
            || nameless.contains(frame.ref().asText());
    if (frame.event().equals("phx_reply") && frame.joinRef().isNull() && !isOfNoMember) {
      throw new AssertionError("C8, a reply to a push without its member's join_ref: " + frame);
    }
  }

  public static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Closes the connection without a closing handshake.
  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
