package hubbub.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The three forms of a frame's length (RFC 6455 §5.2), at their exact limits, for each way to
/// build a frame.
class FrameHeaderTest {
  private static final Ref J = new Ref("\"4\"");

  /// A JSON object that makes `[…,payload]` so many bytes long, if everything else takes `rest`
  /// bytes.
  private static byte[] payload(int length, int rest) {
    String empty = "{\"x\":\"\"}";
    String filling = "y".repeat(length - rest - empty.length());
    return ("{\"x\":\"" + filling + "\"}").getBytes(UTF_8);
  }

  private static void assertFrame(byte[] frame, String header, String text) {
    byte[] expected = HexFormat.of().parseHex(header);
    assertArrayEquals(expected, Arrays.copyOf(frame, expected.length));
    assertEquals(text, new String(frame, expected.length, frame.length - expected.length, UTF_8));
  }

  @ParameterizedTest
  @CsvSource({
    "125, 817d",
    "126, 817e007e",
    "127, 817e007f",
    "65535, 817effff",
    "65536, 817f0000000000010000",
    "65537, 817f0000000000010001"
  })
  void is_of_the_right_form(int length, String header) {
    String before = "[null,null,\"room:é\",\"e\",";
    byte[] payload = payload(length, before.getBytes(UTF_8).length + 1);
    assertFrame(
        ServerFrames.broadcast("room:é", "e", payload),
        header,
        before + new String(payload, UTF_8) + "]");
  }

  @ParameterizedTest
  @CsvSource({"125, 817d", "126, 817e007e", "65535, 817effff", "65536, 817f0000000000010000"})
  void is_of_the_right_form_for_a_reply_too(int length, String header) {
    String before = "[\"4\",9,\"t\",\"phx_reply\",{\"status\":\"ok\",\"response\":";
    byte[] payload = payload(length, before.length() + 2);
    assertFrame(
        ServerFrames.reply(J, new Ref("9"), "t", "ok", payload),
        header,
        before + new String(payload, UTF_8) + "}]");
  }
}
