package hubbub.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.DoublePredicate;
import java.util.function.ToDoubleFunction;

/// One situation, run in turn on two sides: ours and a reference. `beside` is a second load that
/// runs at the same time and is not reported. `aftermath` is how long the server is left alone
/// after the load before its memory is measured; zero for no measurement.
record Case(
    String name,
    String says,
    Side ours,
    Side reference,
    Optional<Load> beside,
    Duration aftermath,
    List<Measure> measures) {

  Case {
    measures = List.copyOf(measures);
  }

  /// Whether `word` selects this case: its name, or the start of it, as `storm` for `storm-anew`.
  boolean isMeantBy(String word) {
    return name.equals(word) || name.startsWith(word + "-");
  }

  /// The same situation, with our own server of another checkout as the reference, and no targets.
  Case against(Places checkout) {
    return against(new Contender.Elsewhere(ours.contender(), checkout));
  }

  /// The same situation, with our own server as the reference, without these settings.
  Case with(List<String> settings) {
    Side tuned = new Side(new Contender.Tuned(ours.contender(), settings), ours.load());
    return new Case(name, says, tuned, reference, beside, aftermath, measures)
        .against(ours.contender());
  }

  private Case against(Contender contender) {
    Side other = new Side(contender, ours.load());
    List<Measure> plain = measures.stream().map(Measure::withoutTarget).toList();
    return new Case(name, says, ours, other, beside, aftermath, plain);
  }

  /// A program under a load.
  record Side(Contender contender, Load load) {}

  /// A number of connections, and further options for `wsload`.
  record Load(int connections, List<String> options) {
    Load {
      options = List.copyOf(options);
    }

    /// A load with these connections; `options` as typed on a command line.
    static Load of(int connections, String options) {
      return new Load(connections, List.of(options.split(" ", -1)));
    }
  }

  /// A figure computed from `wsload`'s report, and its target.
  record Measure(String name, String unit, ToDoubleFunction<JsonNode> of, Optional<Target> target) {

    Measure should(Target that) {
      return new Measure(name, unit, of, Optional.of(that));
    }

    Measure withoutTarget() {
      return new Measure(name, unit, of, Optional.empty());
    }
  }

  /// What our figure, or its ratio to the reference's, must meet.
  record Target(String says, boolean isOfRatio, DoublePredicate isMet) {
    static Target ratioAtMost(double limit) {
      return new Target("ratio ≤ " + limit, true, ratio -> ratio <= limit);
    }

    static Target ratioAtLeast(double limit) {
      return new Target("ratio ≥ " + limit, true, ratio -> ratio >= limit);
    }

    static Target atMost(double limit) {
      return new Target("≤ " + Results.figure(limit), false, value -> value <= limit);
    }

    /// The table's cell: the target, and whether the figures meet it.
    String verdict(double ours, double ratio) {
      return says + (isMet.test(isOfRatio ? ratio : ours) ? ": met" : ": missed");
    }
  }
}
