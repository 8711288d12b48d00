package hubbub.bench;

import java.util.ArrayList;
import java.util.List;

/// How much time a figure gets: pairs of runs, and options of `wsload` that a load may overrule
/// (`usual`) or not (`always`).
record Pace(int pairs, String usual, String always) {
  /// Long enough for the JVM's compiler to have done its work.
  static final Pace USUAL = new Pace(3, "--warmup 12 --secs 12", "");

  /// Whether everything works; the figures mean nothing.
  static final Pace QUICK = new Pace(1, "", "--warmup 1 --secs 2 --hold 0");

  /// As the load itself has it.
  static final Pace ASKED = new Pace(1, "", "");

  /// The same, with so many pairs.
  Pace times(int howMany) {
    return new Pace(howMany, usual, always);
  }

  /// The options of a run under `load`.
  List<String> options(Case.Load load) {
    List<String> options = new ArrayList<>(words(usual));
    options.addAll(load.options());
    options.addAll(words(always));
    return options;
  }

  private static List<String> words(String options) {
    return options.isEmpty() ? List.of() : List.of(options.split(" ", -1));
  }
}
