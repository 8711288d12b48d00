package hubbub.cluster.pekko;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HelloTest {
  private static final Hello HELLO =
      new Hello(false, 7, true, "10.0.0.1:1", 1_234_567_890_123L, TestNode.TERMS);

  @Test
  void is_read_as_it_was_written() {
    assertEquals(Optional.of(HELLO), Hello.decode(HELLO.encode()));
  }

  @Test
  void is_not_read_if_it_is_cut_off_anywhere() {
    byte[] whole = HELLO.encode();
    for (int length = 0; length < whole.length; length++) {
      assertEquals(Optional.empty(), Hello.decode(Arrays.copyOf(whole, length)));
    }
  }

  @Test
  void of_another_form_is_not_read_but_asks_for_an_answer() {
    byte[] newer = HELLO.encode();
    newer[0]++;
    assertEquals(Optional.empty(), Hello.decode(newer));
    assertTrue(Hello.asks(newer));
  }

  @Test
  void that_is_an_answer_asks_for_none() {
    assertFalse(Hello.asks(new Hello(true, 7, true, "", 0, TestNode.TERMS).encode()));
    assertFalse(Hello.asks(new byte[0]));
  }
}
