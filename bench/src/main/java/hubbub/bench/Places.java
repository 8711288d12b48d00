package hubbub.bench;

import java.nio.file.Path;

/// Paths in the repository that is measured.
public record Places(Path home) {
  public static Places ofThisRun() {
    return new Places(Path.of(System.getProperty("hubbub.home", ".")).toAbsolutePath().normalize());
  }

  /// The launcher: the benchmarks start the server as people do.
  Path launcher() {
    return home.resolve("hubbub");
  }

  Path natives() {
    return home.resolve("bench/native");
  }

  Path results() {
    return home.resolve("bench/results");
  }

  /// A folder for a run's temporary files.
  Path scratch() {
    return home.resolve("bench/target/scratch");
  }
}
