package hubbub.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hubbub.bench.Case.Measure;
import hubbub.bench.Case.Side;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Puts both sides of a case under load. They run in pairs and take turns at going first, so that
/// other work on the machine affects both. The table shows medians.
final class WholeServers {
  /// Open files that a process needs besides its connections.
  private static final int OTHER_FILES = 400;

  private final Places places;
  private final Natives natives;
  private final Pace pace;

  /// The reports of one run on each side.
  private record Pair(JsonNode ours, JsonNode reference) {}

  WholeServers(Places places, Natives natives, Pace pace) {
    this.places = places;
    this.natives = natives;
    this.pace = pace;
  }

  /// Measures the cases.
  ///
  /// @return the tables
  String measure(List<Case> cases) throws IOException, InterruptedException {
    StringBuilder text = new StringBuilder();
    for (Case one : cases) {
      text.append("## %s: %s%n%n".formatted(one.name(), one.says()));
      text.append(
          isWithinLimits(one) ? measure(one) : "Left out: the limit on open files is too low.\n");
      text.append('\n');
    }
    return text.toString();
  }

  private static boolean isWithinLimits(Case one) {
    int beside = one.beside().map(Case.Load::connections).orElse(0);
    return one.ours().load().connections() + beside + OTHER_FILES <= Machine.mostOpenFiles();
  }

  private String measure(Case one) throws IOException, InterruptedException {
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < pace.pairs(); i++) {
      System.out.printf("%s, pair %d of %d%n", one.name(), i + 1, pace.pairs());
      if (i % 2 == 0) {
        JsonNode ours = run(one, one.ours());
        pairs.add(new Pair(ours, run(one, one.reference())));
      } else {
        JsonNode reference = run(one, one.reference());
        pairs.add(new Pair(run(one, one.ours()), reference));
      }
    }
    return table(one, pairs) + warnings(one, pairs);
  }

  private JsonNode run(Case one, Side side) throws IOException, InterruptedException {
    try (Program program = Program.start(side.contender(), places);
        Prepared _ = Prepared.by(side.contender().prelude(), program)) {
      Optional<Natives.Running> other = Optional.empty();
      if (one.beside().isPresent()) {
        other = Optional.of(natives.begin(program, one.beside().get(), pace));
      }
      JsonNode report = natives.begin(program, side.load(), pace).report();
      if (other.isPresent()) {
        other.get().report();
      }
      return one.aftermath().isZero() ? report : withAftermath(report, one.aftermath(), program);
    }
  }

  /// Adds the memory that the server holds `aftermath` after its clients have gone.
  private static JsonNode withAftermath(JsonNode report, Duration aftermath, Program program)
      throws IOException, InterruptedException {
    Thread.sleep(aftermath);
    ObjectNode all = report.deepCopy();
    all.put("server_rss_after_kb", Machine.residentKilobytes(program.pid()));
    return all.put("server_live_heap_kb", Histogram.of(program.pid()).bytes() / 1024);
  }

  private static String table(Case one, List<Pair> pairs) {
    String ours = one.ours().contender().name();
    String reference = one.reference().contender().name();
    StringBuilder text =
        new StringBuilder(
            Results.head(List.of("", ours, reference, "ratio", "lowest to highest", "target")));
    for (Measure measure : one.measures()) {
      text.append(row(measure, pairs));
    }
    return text.toString();
  }

  private static String row(Measure measure, List<Pair> pairs) {
    double[] ours = pairs.stream().mapToDouble(pair -> of(measure, pair.ours())).toArray();
    double[] others = pairs.stream().mapToDouble(pair -> of(measure, pair.reference())).toArray();
    double[] ratios = new double[ours.length];
    Arrays.setAll(ratios, i -> ours[i] / others[i]);
    double ratio = median(ratios);
    String name =
        measure.unit().isEmpty() ? measure.name() : measure.name() + ", " + measure.unit();
    return Results.row(
        List.of(
            name,
            Results.figure(median(ours)),
            Results.figure(median(others)),
            shown(ratio),
            shown(Arrays.stream(ratios).min().orElse(Double.NaN))
                + " to "
                + shown(Arrays.stream(ratios).max().orElse(Double.NaN)),
            measure.target().map(target -> target.verdict(median(ours), ratio)).orElse("")));
  }

  private static double of(Measure measure, JsonNode report) {
    return measure.of().applyAsDouble(report);
  }

  private static String shown(double ratio) {
    return Double.isFinite(ratio) ? "%.2f".formatted(ratio) : "–";
  }

  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  /// The load generator's warnings about its own figures.
  private static String warnings(Case one, List<Pair> pairs) {
    Set<String> all = new TreeSet<>();
    for (Pair pair : pairs) {
      pair.ours()
          .path("warnings")
          .forEach(said -> all.add(one.ours().contender().name() + ": " + said.asText()));
      pair.reference()
          .path("warnings")
          .forEach(said -> all.add(one.reference().contender().name() + ": " + said.asText()));
    }
    return all.isEmpty() ? "" : "\n- " + String.join("\n- ", all) + "\n";
  }

  /// What the prelude has put in place; closed after the load.
  private record Prepared(Optional<Moderator> moderator) implements AutoCloseable {
    private static final Duration REST = Duration.ofSeconds(45);

    static Prepared by(Contender.Prelude prelude, Program program) throws InterruptedException {
      return switch (prelude) {
        case NOTHING -> new Prepared(Optional.empty());
        case REST -> {
          Thread.sleep(REST);
          yield new Prepared(Optional.empty());
        }
        case MODERATOR -> new Prepared(Optional.of(Moderator.join(program.port())));
        case QUIET -> {
          Moderator moderator = Moderator.join(program.port());
          moderator.quiet();
          yield new Prepared(Optional.of(moderator));
        }
      };
    }

    @Override
    public void close() {
      moderator.ifPresent(Moderator::close);
    }
  }
}
