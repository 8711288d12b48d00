package example;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class EmbeddedTest {
  @Test
  void starts_joins_and_sets_a_title() throws Exception {
    PrintStream out = System.out;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    System.setOut(new PrintStream(said, true));
    try {
      Embedded.main(new String[0]);
    } finally {
      System.setOut(out);
    }
    assertTrue(said.toString().contains("The title is Hello"), said.toString());
  }
}
