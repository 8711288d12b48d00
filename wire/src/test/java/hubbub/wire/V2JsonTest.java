package hubbub.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class V2JsonTest {
  private final V2Json json = new V2Json();

  private ClientFrame decode(String text) throws BadFrame {
    byte[] bytes = text.getBytes(UTF_8);
    return json.decode(bytes, 0, bytes.length);
  }

  @Nested
  class Reading {
    @Test
    void a_frame_is_join_ref_ref_topic_event_and_payload() throws BadFrame {
      ClientFrame frame = decode("[\"7\",\"9\",\"room:a\",\"send\",{\"body\":\"hi\"}]");
      assertEquals(new Ref("\"7\""), frame.joinRef());
      assertEquals(new Ref("\"9\""), frame.ref());
      assertEquals("room:a", frame.topic());
      assertEquals("send", frame.event());
      assertEquals("hi", frame.payload().path("body").asText());
    }

    @Test
    void no_ref_is_null() throws BadFrame {
      ClientFrame frame = decode("[null,null,\"t\",\"e\",{}]");
      assertTrue(frame.joinRef().isNull() && frame.ref().isNull());
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "17",
          "-1.50e+3",
          "\"\"",
          "\"null\"",
          "\"a\\\"b\"",
          "\"é😀\"",
          "\"\\u00e9\"",
          "\"\\ud800\"",
          "\"\\/,\""
        })
    void refs_are_the_exact_text_that_came(String raw) throws BadFrame {
      assertEquals(raw, decode("[" + raw + ",null,\"t\",\"e\",{}]").joinRef().raw());
      assertEquals(raw, decode(" [ null , " + raw + " ,\"t\",\"e\",{}]").ref().raw());
    }

    @Test
    void more_elements_and_white_space_are_ignored() throws BadFrame {
      assertEquals("e", decode(" [ null , \"1\" , \"t\" , \"e\" , {} , [1,{}] , 2 ] ").event());
    }

    @Test
    void any_json_value_is_a_payload() throws BadFrame {
      assertTrue(decode("[null,\"1\",\"t\",\"e\",null]").payload().isNull());
      assertEquals(3, decode("[null,\"1\",\"t\",\"e\",[1,2,3]]").payload().size());
    }

    @Test
    void only_the_given_part_of_the_bytes_is_read() throws BadFrame {
      byte[] bytes = "xx[null,\"1\",\"t\",\"e\",{}]yy".getBytes(UTF_8);
      ClientFrame frame = json.decode(bytes, 2, bytes.length - 4);
      assertEquals("t", frame.topic());
      assertEquals("\"1\"", frame.ref().raw());
    }
  }

  @Nested
  class Refusing {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          " ",
          "{",
          "]",
          "null",
          "{}",
          "[]",
          "[null,\"1\",\"t\",\"e\"]",
          "[null,\"1\",\"t\",\"e\",{}",
          "[null,\"1\",\"t\",\"e\",{}]]",
          "[null,\"1\",\"t\",\"e\",{}] {}",
          "[null,\"1\",7,\"e\",{}]",
          "[null,\"1\",\"t\",null,{}]",
          "[true,\"1\",\"t\",\"e\",{}]",
          "[null,{},\"t\",\"e\",{}]",
          "[null,\"1\",\"t\",\"e\",NaN]",
          "[null,\"1\",\"t\",\"e\",{\"a\":01}]",
          "[null,'1',\"t\",\"e\",{}]",
          "[null,\"1\",\"t\",\"e\",{\"a\":\"\\x\"}]",
          "[,,,,]"
        })
    void anything_but_a_frame_is_1011(String text) {
      assertEquals(1011, assertThrows(BadFrame.class, () -> decode(text)).reason().code());
    }

    @Test
    void a_ref_that_is_too_long_is_1011() {
      String text = "[null,\"" + "1".repeat(65) + "\",\"t\",\"e\",{}]";
      assertEquals(1011, assertThrows(BadFrame.class, () -> decode(text)).reason().code());
    }

    @Test
    void what_is_too_deep_is_1011() {
      String text = "[null,\"1\",\"t\",\"e\"," + "[".repeat(100) + "]".repeat(100) + "]";
      assertEquals(1011, assertThrows(BadFrame.class, () -> decode(text)).reason().code());
    }

    @Test
    void bad_utf_8_is_1007_wherever_it_is() {
      byte[] good = "[null,\"1\",\"topic\",\"event\",{\"body\":\"some text\"}]".getBytes(UTF_8);
      for (int at = 0; at < good.length; at++) {
        byte[] bad = Arrays.copyOf(good, good.length);
        bad[at] = (byte) 0xc0;
        assertEquals(
            1007,
            assertThrows(BadFrame.class, () -> json.decode(bad, 0, bad.length)).reason().code());
      }
    }
  }
}
