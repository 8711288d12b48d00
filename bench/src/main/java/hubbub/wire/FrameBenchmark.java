package hubbub.wire;

import hubbub.protocol.EventWriter;
import hubbub.topic.Event;
import hubbub.topic.MemberId;
import hubbub.topic.Rank;
import hubbub.topic.TopicName;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// The cost of the wire format: reading a client's frame, writing a message's frame and a reply.
@State(Scope.Thread)
public class FrameBenchmark {
  private static final TopicName TOPIC = new TopicName("room:lobby");
  private static final byte[] OK =
      "{\"id\":\"abcdefghijkl\",\"seq\":1234,\"at\":1700000000000}"
          .getBytes(StandardCharsets.UTF_8);

  @Param({"64", "1024"})
  public int bodyBytes;

  private final Serializer serializer = new V2Json();
  private final EventWriter frames = new EventWriter();
  private final Ref ref = new Ref("\"17\"");
  private byte[] sent = {};
  private Event.Told message = new Event.MessageDeleted("", "", Optional.empty());

  @Setup
  public void fill() {
    String body = "x".repeat(bodyBytes);
    sent =
        ("[\"3\",\"17\",\"room:lobby\",\"send\",{\"body\":\"" + body + "\"}]")
            .getBytes(StandardCharsets.UTF_8);
    message =
        new Event.Message(
            "abcdefghijkl",
            new Event.Author(new MemberId("gABCDEFGHIJKLMNOP"), "ann", Rank.GUEST),
            body,
            Optional.empty(),
            Optional.empty(),
            false);
  }

  @Benchmark
  public ClientFrame decode() throws BadFrame {
    return serializer.decode(sent, 0, sent.length);
  }

  @Benchmark
  public byte[] encodeMessage() {
    return frames.frame(TOPIC, 1234, 1_700_000_000_000L, message);
  }

  @Benchmark
  public byte[] encodeReply() {
    return ServerFrames.reply(ref, ref, TOPIC.value(), "ok", OK);
  }
}
