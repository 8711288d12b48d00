package hubbub.cluster.sim;

import hubbub.topic.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What happened in a run, a line each, for people to read.
final class SimTrace {
  private static final double NANOS_OF_A_SECOND = 1e9;

  private final SimScheduler scheduler;
  private final List<Line> lines = new ArrayList<>();

  private record Line(long at, String text) {}

  SimTrace(SimScheduler scheduler) {
    this.scheduler = scheduler;
  }

  void add(String text) {
    lines.add(new Line(scheduler.now(), text));
  }

  /// An outcome without the details of a refusal, some of which are chance.
  static String brief(Outcome outcome) {
    return outcome instanceof Outcome.Refused refused
        ? refused.refusal().reason().word()
        : outcome.toString();
  }

  /// The lines, each with its time in seconds.
  List<String> lines() {
    return lines.stream()
        .map(it -> String.format(Locale.ROOT, "%9.4f  %s", it.at / NANOS_OF_A_SECOND, it.text))
        .toList();
  }
}
