package hubbub.app;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A server in a process of its own, started as the launcher does, but for the optimizing compiler,
/// which would not pay within a test. Its stderr goes to a file.
final class ServerProcess implements AutoCloseable {
  private static final Pattern UP =
      Pattern.compile("Hubbub is up: (https?://\\S+) \\(pid (\\d+)\\)");

  private final Process process;
  private final Path errors;
  private final BufferedReader output;

  private ServerProcess(Process process, Path errors) {
    this.process = process;
    this.errors = errors;
    this.output = process.inputReader();
  }

  static ServerProcess start(Path folder, String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                classPath(),
                "hubbub.app.Main"));
    command.addAll(List.of(arguments));
    Path errors = Files.createTempFile(folder, "stderr", ".txt");
    return new ServerProcess(
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectError(errors.toFile())
            .start(),
        errors);
  }

  /// Without the tests' own classes, whose `logback-test.xml` would come before the server's log.
  private static String classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(it -> !it.endsWith("test-classes"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  /// Blocks until the server prints its address; returns it.
  URI awaitUp() throws IOException {
    String line = String.valueOf(output.readLine());
    Matcher up = UP.matcher(line);
    if (!up.matches() || Long.parseLong(up.group(2)) != process.pid()) {
      throw new IOException("it said: " + line + "; and on stderr: " + errors());
    }
    return URI.create(up.group(1));
  }

  long pid() {
    return process.pid();
  }

  /// Sends SIGTERM.
  void terminate() {
    process.toHandle().destroy();
  }

  /// Sends the signal with that name, such as `INT`.
  void signal(String name) throws IOException, InterruptedException {
    int status =
        new ProcessBuilder("kill", "-" + name, String.valueOf(pid())).inheritIO().start().waitFor();
    if (status != 0) {
      throw new IOException("kill: " + status);
    }
  }

  /// Whether the process was started to ignore the signal with that number, as `nohup` does.
  boolean ignores(int number) throws IOException {
    String ignored =
        Files.readAllLines(Path.of("/proc", String.valueOf(pid()), "status")).stream()
            .filter(line -> line.startsWith("SigIgn:"))
            .map(line -> line.substring("SigIgn:".length()).strip())
            .findFirst()
            .orElseThrow();
    return (Long.parseUnsignedLong(ignored, 16) >>> (number - 1) & 1) == 1;
  }

  /// Blocks until the process has exited.
  ///
  /// @return its exit status
  int awaitExit(int seconds) throws InterruptedException {
    if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
      throw new IllegalStateException("still running after " + seconds + " s");
    }
    return process.exitValue();
  }

  /// The remaining lines of stdout; blocks until the process has closed it.
  List<String> output() {
    return output.lines().toList();
  }

  List<String> errors() throws IOException {
    return Files.readAllLines(errors);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
