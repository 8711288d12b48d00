package hubbub.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Runs the jcstress tests in a JVM of their own, which forks more.
final class Stress {
  private Stress() {}

  /// Runs the tests whose names match `pattern`; returns whether none saw a forbidden outcome.
  static boolean passes(Places places, String pattern, boolean isQuick)
      throws IOException, InterruptedException {
    Path folder = places.scratch().resolve("jcstress");
    Files.createDirectories(folder);
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            "org.openjdk.jcstress.Main",
            "-m",
            isQuick ? "sanity" : "quick",
            "-t",
            pattern,
            "-r",
            folder.toString());
    return new ProcessBuilder(command).directory(folder.toFile()).inheritIO().start().waitFor()
        == 0;
  }
}
