package hubbub.bench;

import java.nio.file.Path;

/// Where things stand in the repository that is measured.
record Places(Path home) {
  static Places ofThisRun() {
    return new Places(Path.of(System.getProperty("hubbub.home", ".")).toAbsolutePath().normalize());
  }

  /// The launcher, so that what is measured is what people start.
  Path launcher() {
    return home.resolve("hubbub");
  }

  Path natives() {
    return home.resolve("bench/native");
  }

  Path results() {
    return home.resolve("bench/results");
  }

  /// Where a run may leave what nobody keeps.
  Path scratch() {
    return home.resolve("bench/target/scratch");
  }
}
