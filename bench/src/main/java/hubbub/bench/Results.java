package hubbub.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/// Writes results to the terminal and to `bench/results/<date>-<name>.md`.
final class Results {
  private final Places places;
  private final String command;

  /// `command` is the command that repeats the measurement.
  Results(Places places, String command) {
    this.places = places;
    this.command = command;
  }

  /// Writes the file, replacing one of the same day and name.
  void write(String name, String body) throws IOException {
    StringBuilder text = new StringBuilder("# " + name + "\n\n| | |\n| --- | --- |\n");
    Machine.facts(places).forEach(fact -> text.append(row(fact)));
    text.append(row(List.of("command", "`" + command + "`"))).append('\n').append(body);
    Files.createDirectories(places.results());
    Path file = places.results().resolve(LocalDate.now(ZoneOffset.UTC) + "-" + name + ".md");
    Files.writeString(file, text);
    System.out.println("\n" + text + "\nwritten to " + places.home().relativize(file));
  }

  /// One row of a table.
  static String row(List<String> cells) {
    return "| " + String.join(" | ", cells) + " |\n";
  }

  /// A table's header. The first column is text, the others are figures.
  static String head(List<String> cells) {
    return row(cells) + "| --- |" + " ---: |".repeat(cells.size() - 1) + "\n";
  }

  /// Formats a figure with about three significant digits.
  static String figure(double value) {
    double size = Math.abs(value);
    if (Double.isNaN(value)) {
      return "–";
    }
    return size >= 100 || value == Math.rint(value)
        ? "%,.0f".formatted(value)
        : size >= 10 ? "%.1f".formatted(value) : "%.2f".formatted(value);
  }
}
