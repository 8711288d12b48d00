package hubbub.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A text frame is UTF-8 only (RFC 6455 §5.6), even if its first bytes look like another encoding
/// of JSON.
class EncodingTest {
  private static final String FRAME = "[null,\"1\",\"room:a\",\"send\",{\"body\":\"hi\"}]";

  private static int codeOf(byte[] bytes) {
    return assertThrows(BadFrame.class, () -> new V2Json().decode(bytes, 0, bytes.length))
        .reason()
        .code();
  }

  @Test
  void a_frame_in_utf_8_is_read() throws BadFrame {
    byte[] bytes = FRAME.getBytes(StandardCharsets.UTF_8);
    assertEquals("room:a", new V2Json().decode(bytes, 0, bytes.length).topic());
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16BE", "UTF-16LE", "UTF-32BE", "UTF-32LE"})
  void a_frame_in_another_encoding_of_unicode_is_1011(String charset) {
    assertEquals(1011, codeOf(FRAME.getBytes(Charset.forName(charset))));
  }

  @Test
  void a_surrogate_or_an_overlong_form_is_1007() {
    byte[] surrogate = FRAME.replace("hi", "\u0001\u0001\u0001").getBytes(StandardCharsets.UTF_8);
    byte[] overlong = surrogate.clone();
    int at = FRAME.indexOf("hi");
    System.arraycopy(new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80}, 0, surrogate, at, 3);
    System.arraycopy(new byte[] {(byte) 0xe0, (byte) 0x80, (byte) 0xaf}, 0, overlong, at, 3);
    assertEquals(1007, codeOf(surrogate));
    assertEquals(1007, codeOf(overlong));
  }

  @Test
  void a_character_cut_at_the_end_is_1007() {
    byte[] whole = (FRAME + "é").getBytes(StandardCharsets.UTF_8);
    byte[] cut = Arrays.copyOf(whole, whole.length - 1);
    assertEquals(1007, codeOf(cut));
  }
}
