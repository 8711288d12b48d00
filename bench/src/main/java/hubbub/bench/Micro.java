package hubbub.bench;

import java.io.IOException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/// Runs the JMH benchmarks: nanoseconds and bytes allocated per operation, on one thread.
final class Micro {
  private static final String BYTES = "gc.alloc.rate.norm";

  private Micro() {}

  /// Runs the benchmarks whose names match `pattern`, a regular expression.
  ///
  /// @return the table
  static String measure(String pattern, boolean isQuick) throws IOException {
    TimeValue time = TimeValue.milliseconds(isQuick ? 100 : 1000);
    try {
      return table(
          new Runner(
                  new OptionsBuilder()
                      .include(pattern)
                      .mode(Mode.AverageTime)
                      .timeUnit(TimeUnit.NANOSECONDS)
                      .forks(isQuick ? 1 : 2)
                      .warmupIterations(isQuick ? 1 : 5)
                      .warmupTime(time)
                      .measurementIterations(isQuick ? 1 : 5)
                      .measurementTime(time)
                      .addProfiler(GCProfiler.class)
                      .shouldFailOnError(true)
                      .build())
              .run());
    } catch (RunnerException e) {
      throw new IOException("a benchmark failed", e);
    }
  }

  private static String table(Collection<RunResult> results) {
    StringBuilder text =
        new StringBuilder(Results.head(List.of("benchmark", "ns", "± (99.9 %)", "bytes")));
    results.stream()
        .sorted(Comparator.comparing(result -> result.getParams().getBenchmark()))
        .forEach(result -> text.append(row(result)));
    return text.toString();
  }

  private static String row(RunResult result) {
    String benchmark = result.getParams().getBenchmark();
    String inItsPackage = benchmark.substring(benchmark.indexOf('.', "hubbub.".length()) + 1);
    return Results.row(
        List.of(
            inItsPackage + parameters(result),
            Results.figure(result.getPrimaryResult().getScore()),
            Results.figure(result.getPrimaryResult().getScoreError()),
            bytes(result)));
  }

  private static String parameters(RunResult result) {
    return result.getParams().getParamsKeys().stream()
        .map(key -> ", " + key + " " + result.getParams().getParam(key))
        .collect(Collectors.joining());
  }

  private static String bytes(RunResult result) {
    Result<?> bytes = result.getSecondaryResults().get(BYTES);
    return bytes == null ? "–" : Results.figure(bytes.getScore());
  }
}
