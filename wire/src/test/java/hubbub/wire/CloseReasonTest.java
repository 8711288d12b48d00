package hubbub.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class CloseReasonTest {
  private static final Path PAGE = Path.of("..", "docs", "protocol.md");

  /// A row of the page's table: the code, why, and what to do.
  private static final Pattern ROW = Pattern.compile("(?m)^\\| (1\\d{3}) \\| .* \\| (.*)\\|$");

  @Test
  void is_on_the_page_with_whether_the_client_should_connect_again() throws IOException {
    Map<Integer, Boolean> written = new TreeMap<>();
    ROW.matcher(Files.readString(PAGE))
        .results()
        .forEach(row ->
            written.put(Integer.parseInt(row.group(1)), row.group(2).contains("connect again")));
    Map<Integer, Boolean> table = new TreeMap<>();
    for (CloseReason reason : CloseReason.values()) {
      table.merge(reason.code(), reason.isForNow(), Boolean::logicalOr);
    }
    assertFalse(written.isEmpty(), "no codes on the page");
    assertEquals(table, written);
  }

  @Test
  void of_an_unknown_code_is_a_violation_of_the_protocol() {
    assertEquals(CloseReason.PROTOCOL, CloseReason.of(4711));
    assertEquals(CloseReason.TOO_BIG, CloseReason.of(1009));
  }
}
