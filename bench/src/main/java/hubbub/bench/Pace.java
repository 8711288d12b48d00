package hubbub.bench;

import java.util.ArrayList;
import java.util.List;

/// How thoroughly to measure: the number of pairs of runs, and options for `wsload` that a load may
/// override (`usual`) or not (`always`).
record Pace(int pairs, String usual, String always) {
  /// Warms up until the JIT compiler has done its work: what it still does is charged to the load.
  static final Pace USUAL = new Pace(3, "--warmup 30 --secs 12", "");

  /// Only shows that everything works; the figures mean nothing.
  static final Pace QUICK = new Pace(1, "", "--warmup 1 --secs 2 --hold 0");

  /// Only the load's own options.
  static final Pace ASKED = new Pace(1, "", "");

  /// This pace with `howMany` pairs.
  Pace times(int howMany) {
    return new Pace(howMany, usual, always);
  }

  /// The options for a run under `load`.
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
