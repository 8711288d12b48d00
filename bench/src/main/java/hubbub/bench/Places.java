package hubbub.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/// Paths in the repository that is measured.
public record Places(Path home) {
  public static Places ofThisRun() {
    return of(Path.of(System.getProperty("hubbub.home", ".")));
  }

  /// The paths below `checkout`, from the current folder.
  static Places of(Path checkout) {
    return new Places(checkout.toAbsolutePath().normalize());
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

  /// The data folder of the server that is measured.
  Path data() {
    return scratch().resolve("data");
  }

  /// Empties [#data], so that no run finds what another has left there.
  void emptyData() throws IOException {
    if (Files.exists(data())) {
      try (Stream<Path> all = Files.walk(data())) {
        for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(each);
        }
      }
    }
  }
}
