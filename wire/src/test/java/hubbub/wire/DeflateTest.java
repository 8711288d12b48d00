package hubbub.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeflateTest {
  private static final int MAX = 64 * 1024;
  private final Deflating deflating = new Deflating();
  private final Inflating inflating = new Inflating(MAX);

  private static byte[] hex(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }

  private static byte[] zeros(int length) {
    Deflater deflater = new Deflater(9, true);
    deflater.setInput(new byte[length]);
    byte[] out = new byte[length + 100];
    int size = deflater.deflate(out, 0, out.length, Deflater.SYNC_FLUSH);
    deflater.end();
    return Arrays.copyOf(out, size - 4);
  }

  private static byte[] broadcast(String filling) {
    return ServerFrames.broadcast("room:a", "e", ("{\"x\":\"" + filling + "\"}").getBytes(UTF_8));
  }

  private static byte[] payload(byte[] frame) {
    return Arrays.copyOfRange(frame, ServerFrames.headerBytesOf(frame), frame.length);
  }

  @Nested
  class Reading {
    @ParameterizedTest(name = "§7.2.3: {0}")
    @ValueSource(
        strings = {
          "f2 48 cd c9 c9 07 00",
          "00 05 00 fa ff 48 65 6c 6c 6f 00",
          "f3 48 cd c9 c9 07 00 00",
          "f2 48 05 00 00 00 ff ff ca c9 c9 07 00"
        })
    void reads_the_examples_of_the_rfc(String payload) throws BadFrame {
      assertEquals("Hello", new String(inflating.inflate(hex(payload)), UTF_8));
    }

    @Test
    void does_not_remember_the_message_before() throws BadFrame {
      inflating.inflate(hex("f2 48 cd c9 c9 07 00"));
      assertThrows(BadFrame.class, () -> inflating.inflate(hex("f2 00 11 00 00")));
    }

    @Test
    void an_empty_message_is_one_zero_byte() throws BadFrame {
      assertEquals(0, inflating.inflate(hex("00")).length);
    }

    @Test
    void a_message_of_exactly_the_limit_is_read() throws BadFrame {
      assertEquals(MAX, inflating.inflate(zeros(MAX)).length);
    }

    @ParameterizedTest
    @ValueSource(ints = {MAX + 1, 50_000_000})
    void what_comes_to_more_is_1009(int length) {
      byte[] bomb = zeros(length);
      assertEquals(
          1009, assertThrows(BadFrame.class, () -> inflating.inflate(bomb)).reason().code());
    }

    @Test
    void invalid_deflate_is_1007_and_the_next_message_is_read() throws BadFrame {
      byte[] bad = hex("07 ff ff");
      assertEquals(
          1007, assertThrows(BadFrame.class, () -> inflating.inflate(bad)).reason().code());
      assertEquals("Hello", new String(inflating.inflate(hex("f2 48 cd c9 c9 07 00")), UTF_8));
    }
  }

  @Nested
  class Writing {
    @ParameterizedTest
    @ValueSource(ints = {200, 1000, 60_000, 300_000})
    void makes_a_frame_that_reads_as_the_plain_one_did(int length) throws BadFrame {
      byte[] plain = broadcast("word and ".repeat(length / 9));
      byte[] deflated = deflating.frame(plain);
      assertEquals((byte) 0xc1, deflated[0]);
      assertTrue(deflated.length < plain.length);
      assertArrayEquals(payload(plain), new Inflating(2 * length).inflate(payload(deflated)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2000})
    void a_frame_does_not_depend_on_the_one_before(int filling) {
      byte[] plain = broadcast("word and ".repeat(50));
      byte[] alone = deflating.frame(plain);
      deflating.frame(broadcast("and word ".repeat(filling)));
      assertArrayEquals(alone, deflating.frame(plain));
    }

    @Test
    void a_short_frame_stays_as_it_is() {
      byte[] plain = broadcast("x".repeat(100));
      assertSame(plain, deflating.frame(plain));
    }

    @Test
    void a_frame_that_would_not_get_shorter_stays_as_it_is() {
      byte[] noise = new byte[600];
      new Random(1).nextBytes(noise);
      byte[] plain = ServerFrames.broadcast("room:a", "e", noise);
      assertSame(plain, deflating.frame(plain));
      String text = Base64.getEncoder().encodeToString(noise);
      assertTrue(deflating.frame(broadcast(text)).length < broadcast(text).length);
    }
  }
}
