package hubbub.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.DoublePredicate;
import java.util.function.ToDoubleFunction;

/// One situation, and two sides that are put into it in turn: ours, and what it is held against.
/// `beside` is a second load at the same time, whose own figures nobody asks for; `aftermath` is
/// how long a server is left alone after the load before its memory is looked at, if that is asked.
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

  /// Whether `word` asks for it: by its name, or by what that begins with, as `storm` does for
  /// `storm-anew`.
  boolean isMeantBy(String word) {
    return name.equals(word) || name.startsWith(word + "-");
  }

  /// A program under a load.
  record Side(Contender contender, Load load) {}

  /// So many connections, and further options of `wsload`.
  record Load(int connections, List<String> options) {
    Load {
      options = List.copyOf(options);
    }

    /// A load of so many connections, and other options as one would type them.
    static Load of(int connections, String options) {
      return new Load(connections, List.of(options.split(" ", -1)));
    }
  }

  /// A figure out of what `wsload` reports, and what it should be.
  record Measure(String name, String unit, ToDoubleFunction<JsonNode> of, Optional<Target> target) {

    Measure should(Target that) {
      return new Measure(name, unit, of, Optional.of(that));
    }
  }

  /// What is asked of a figure of ours, or of its ratio to the reference's.
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

    /// Whether the figures meet it, as a word for the table.
    String verdict(double ours, double ratio) {
      return says + (isMet.test(isOfRatio ? ratio : ours) ? ": met" : ": missed");
    }
  }
}
