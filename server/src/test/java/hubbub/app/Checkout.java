package hubbub.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A checkout that holds little more than the launcher, and a PATH with small system tools and
/// stubs of Maven, Node and JDKs. Hides the machine's own JDKs.
final class Checkout {
  private static final Path LAUNCHER = Path.of("..", "hubbub");
  private static final List<String> SMALL_TOOLS =
      List.of(
          "sh",
          "cat",
          "dirname",
          "find",
          "flock",
          "grep",
          "head",
          "mkdir",
          "mv",
          "readlink",
          "rm",
          "rmdir",
          "sleep",
          "touch");

  private final Path folder;
  private final Path home;
  private final Path tools;
  private final Map<String, String> environment = new HashMap<>();

  /// A finished run; `pid` is the launcher's.
  record Ran(int status, long pid, String output, String errors) {
    String lastLine() {
      return output.lines().reduce("", (_, line) -> line);
    }

    /// The folder of the JDK that ran.
    String jdk() {
      assertEquals(0, status, errors);
      return output.lines().findFirst().orElse("").replaceFirst("^jdk ", "");
    }

    void assertRefused(String... words) {
      assertEquals(2, status, errors);
      assertEquals(1, errors.lines().count(), errors);
      for (String word : words) {
        assertTrue(errors.contains(word), errors);
      }
    }
  }

  /// A run in progress.
  record Running(Process process, Path out, Path err) {
    String errors() throws IOException {
      return Files.readString(err);
    }

    Ran end() throws IOException, InterruptedException {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException("still running: " + errors());
      }
      return new Ran(process.exitValue(), process.pid(), Files.readString(out), errors());
    }
  }

  private Checkout(Path folder) {
    this.folder = folder;
    this.home = folder.resolve("checkout");
    this.tools = folder.resolve("tools");
    environment.put("PATH", tools.toString());
    environment.put("HOME", folder.resolve("home").toString());
  }

  static Checkout in(Path folder) throws IOException {
    Checkout checkout = new Checkout(folder);
    checkout.layOut();
    return checkout;
  }

  private void layOut() throws IOException {
    Files.createDirectories(tools);
    Files.createDirectories(folder.resolve("home"));
    for (String source : List.of("pom.xml", "topic/pom.xml", "wire/pom.xml", "server/pom.xml")) {
      write(home.resolve(source), "");
    }
    write(home.resolve("web/package.json"), "");
    String script = Files.readString(LAUNCHER);
    for (String place : List.of("/usr/lib/jvm/", "/opt/", "/Library/")) {
      script = script.replace(" " + place, " " + folder + place);
    }
    executable(home.resolve("hubbub"), script);
    executable(home.resolve("packaging/assemble"), "#!/bin/sh\necho \"assembled $1\"\n");
    for (String tool : SMALL_TOOLS) {
      tool(tool, "exec " + installed(tool) + " \"$@\"");
    }
    maven();
    node("v24.0.1");
  }

  private static Path installed(String tool) {
    for (String place : List.of("/usr/bin", "/bin", "/opt/homebrew/bin", "/usr/local/bin")) {
      if (Files.isExecutable(Path.of(place, tool))) {
        return Path.of(place, tool);
      }
    }
    throw new IllegalStateException(tool + " is missing");
  }

  /// A Maven that records its calls and creates the output of a build.
  void maven() throws IOException {
    tool("mvn", "echo \"$@\" >>'" + notes() + "'\nmkdir -p server/target/lib");
  }

  /// Makes Maven block until the returned file exists.
  Path holdMaven() throws IOException {
    Path gate = folder.resolve("gate");
    maven();
    String usual = Files.readString(tools.resolve("mvn"));
    executable(
        tools.resolve("mvn"), usual + "\nuntil [ -f '" + gate + "' ]; do sleep 0.05; done\n");
    return gate;
  }

  private Path notes() {
    return folder.resolve("built");
  }

  /// How often Maven was called.
  int builds() throws IOException {
    return Files.exists(notes()) ? Files.readAllLines(notes()).size() : 0;
  }

  /// The arguments of Maven's last call.
  String lastBuild() throws IOException {
    return Files.readAllLines(notes()).getLast();
  }

  /// A Node with this version, whose npm creates the output of a build.
  void node(String version) throws IOException {
    tool("node", "echo " + version);
    tool("npm", "mkdir -p node_modules dist && touch dist/index.html");
  }

  /// A JDK for tests that are not about finding one.
  void jdk() throws IOException {
    jdk("usr/lib/jvm/jdk", "25.0.1");
  }

  /// A JDK whose java prints its place, its arguments and its pid.
  void jdk(String place, String version) throws IOException {
    Path bin = folder.resolve(place).resolve("bin");
    executable(bin.resolve("javac"), "#!/bin/sh\n");
    executable(
        bin.resolve("java"),
        """
        #!/bin/sh
        case "$*" in
          -version) echo 'openjdk version "%s" 2026-01-20' >&2 ;;
          *-XX:AOTCacheOutput=*) echo 'Hubbub is up' ;;
          *) echo "jdk %s"; echo "${*##*hubbub.app.Main }, pid $$" ;;
        esac
        """
            .formatted(version, place));
  }

  void tool(String name, String script) throws IOException {
    executable(tools.resolve(name), "#!/bin/sh\n" + script + "\n");
  }

  void link(String tool, Path target) throws IOException {
    Files.createSymbolicLink(tools.resolve(tool), target);
  }

  void without(String tool) throws IOException {
    Files.delete(tools.resolve(tool));
  }

  void environment(String name, String value) {
    environment.put(name, value);
  }

  /// Whether the checkout has this file or folder.
  boolean has(String path) {
    return Files.exists(home.resolve(path));
  }

  /// Edits a file, with a modification time in the future.
  void touch(String path) throws IOException {
    Path file = home.resolve(path);
    write(file, "edited");
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(10)));
  }

  Ran run(String... arguments) throws IOException, InterruptedException {
    return start(arguments).end();
  }

  Running start(String... arguments) throws IOException {
    return start(home.resolve("hubbub"), home, arguments);
  }

  Ran runAs(Path launcher, Path from, String... arguments)
      throws IOException, InterruptedException {
    return start(launcher, from, arguments).end();
  }

  private Running start(Path launcher, Path from, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(arguments));
    Path out = Files.createTempFile(folder, "out", ".txt");
    Path err = Files.createTempFile(folder, "err", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(from.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    return new Running(builder.start(), out, err);
  }

  private static void executable(Path file, String script) throws IOException {
    write(file, script);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
