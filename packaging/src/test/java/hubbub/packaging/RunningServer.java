package hubbub.packaging;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A server that is up, with what it wrote until then. Closing it kills it.
record RunningServer(Process process, URI address, List<String> before) implements AutoCloseable {
  private static final Pattern UP =
      Pattern.compile("Hubbub is up: (https?://\\S+) \\(pid (\\d+)\\)");

  static RunningServer start(ProcessBuilder builder) throws IOException {
    Process process = builder.redirectErrorStream(true).start();
    BufferedReader output = process.inputReader();
    List<String> before = new ArrayList<>();
    String line = output.readLine();
    while (line != null) {
      Matcher up = UP.matcher(line);
      if (up.matches()) {
        Thread.ofVirtual().start(() -> ignore(output));
        return new RunningServer(process, URI.create(up.group(1)), before);
      }
      before.add(line);
      line = output.readLine();
    }
    throw new IOException("it did not start: " + String.join("\n", before));
  }

  private static void ignore(Reader output) {
    try {
      output.transferTo(Writer.nullWriter());
    } catch (IOException _) {
      // The server was killed.
    }
  }

  String port() {
    return String.valueOf(address.getPort());
  }

  /// Asks it to stop; returns its exit status.
  int stop() throws InterruptedException {
    process.toHandle().destroy();
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      throw new IllegalStateException("still running");
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
