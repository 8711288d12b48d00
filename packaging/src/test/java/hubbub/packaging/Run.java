package hubbub.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// A program that has ended: its exit status, and what it wrote to stdout and stderr.
record Run(int status, String output) {
  /// Runs a program to its end.
  static Run of(ProcessBuilder builder) throws IOException {
    Process process = builder.redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Run(process.onExit().join().exitValue(), output);
  }

  List<String> lines() {
    return output.lines().toList();
  }

  Run assertOk() {
    assertEquals(0, status, output);
    return this;
  }
}
