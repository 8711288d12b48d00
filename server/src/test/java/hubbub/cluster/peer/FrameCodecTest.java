package hubbub.cluster.peer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import hubbub.cluster.peer.Frame.Ack;
import hubbub.cluster.peer.Frame.Ask;
import hubbub.cluster.peer.Frame.Data;
import hubbub.cluster.peer.Frame.Ping;
import hubbub.cluster.peer.Frame.Pong;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The bytes of frames.
class FrameCodecTest {
  private static final int ANN = 0xA11CE5;
  private static final int BOB = 0xB0B000;
  private static final LaneId LANE = new LaneId(1023, 7);

  private final FrameCodec ofAnn = new FrameCodec(ANN, BOB);
  private final FrameCodec ofBob = new FrameCodec(BOB, ANN);

  static List<Frame> frames() {
    byte[] source = "0123456789".getBytes(UTF_8);
    return List.of(
        new Data(LANE, 1, List.of()),
        new Data(
            LANE,
            Long.MAX_VALUE,
            List.of(new Piece(199, source, 2, 5, false), new Piece(0, source, 0, 0, true))),
        new Ack(LANE, 1, 2, 3),
        new Ask(LANE, 1L << 40),
        new Ping(-5),
        new Pong(Long.MIN_VALUE));
  }

  @ParameterizedTest
  @MethodSource("frames")
  void are_read_as_they_were_written(Frame frame) {
    byte[] bytes = ofAnn.write(frame);
    Frame read = ofBob.read(bytes).orElseThrow();
    assertArrayEquals(bytes, ofAnn.write(read));
    assertEquals(frame.getClass(), read.getClass());
  }

  @Test
  void of_pieces_have_their_bytes() {
    Data data = (Data) ofBob.read(ofAnn.write(frames().get(1))).orElseThrow();
    assertEquals(Long.MAX_VALUE, data.seq());
    assertEquals(LANE, data.lane());
    assertEquals(199, data.pieces().get(0).shard());
    assertEquals("23456", new String(data.pieces().get(0).bytes(), UTF_8));
    assertEquals(List.of(false, true), data.pieces().stream().map(Piece::isLast).toList());
  }

  @Nested
  class Ignored {
    @ParameterizedTest
    @MethodSource("hubbub.cluster.peer.FrameCodecTest#frames")
    void are_frames_that_end_early(Frame frame) {
      byte[] bytes = ofAnn.write(frame);
      IntStream.range(0, bytes.length)
          .forEach(length -> assertIgnored(Arrays.copyOf(bytes, length)));
    }

    @ParameterizedTest
    @MethodSource("hubbub.cluster.peer.FrameCodecTest#frames")
    void are_frames_that_go_on(Frame frame) {
      byte[] bytes = ofAnn.write(frame);
      assertIgnored(Arrays.copyOf(bytes, bytes.length + 1));
    }

    @ParameterizedTest
    @MethodSource("hubbub.cluster.peer.FrameCodecTest#frames")
    void are_frames_to_or_of_another_run_of_a_node(Frame frame) {
      assertIgnored(new FrameCodec(ANN + 1, BOB).write(frame));
      assertIgnored(new FrameCodec(ANN, BOB + 1).write(frame));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 6, 127, 255})
    void are_frames_of_an_unknown_kind(int kind) {
      byte[] bytes = ofAnn.write(new Ping(1));
      bytes[1] = (byte) kind;
      assertIgnored(bytes);
    }

    @Test
    void are_frames_of_another_version() {
      byte[] bytes = ofAnn.write(new Ping(1));
      bytes[0]++;
      assertIgnored(bytes);
    }

    @Test
    void are_lanes_that_no_node_has() {
      assertIgnored(ofAnn.write(new Ask(new LaneId(1024, 0), 1)));
      assertIgnored(ofAnn.write(new Ask(new LaneId(-1, 0), 1)));
      assertIgnored(ofAnn.write(new Ask(new LaneId(0, -1), 1)));
      assertIgnored(ofAnn.write(new Data(LANE, 0, List.of())));
    }

    private void assertIgnored(byte[] bytes) {
      assertEquals(Optional.empty(), ofBob.read(bytes));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 127, 128, 16_383, 16_384, 1 << 21, 1 << 28, Integer.MAX_VALUE})
  void numbers_take_as_many_bytes_as_they_need(int number) {
    ByteBuffer out = ByteBuffer.allocate(5);
    Varint.write(out, number);
    assertEquals(Varint.bytes(number), out.position());
    assertEquals(number, Varint.read(out.flip()));
  }

  @Test
  void numbers_that_are_too_large_or_end_early_are_malformed() {
    byte[] tooLarge = {-1, -1, -1, -1, 0x08};
    byte[] tooLong = {-1, -1, -1, -1, -1, 0};
    byte[] endsEarly = {-1};
    for (byte[] bytes : List.of(tooLarge, tooLong, endsEarly, new byte[0])) {
      assertEquals(Varint.MALFORMED, Varint.read(ByteBuffer.wrap(bytes)));
    }
  }
}
