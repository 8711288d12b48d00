package hubbub.attack;

import hubbub.bench.Contender;
import hubbub.bench.Histogram;
import hubbub.bench.Places;
import hubbub.bench.Program;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The command line of `./hubbub attack`: one attacker after the other against one server, beside
/// neighbours, and a table of what that did.
@Command(
    name = "./hubbub attack",
    description =
        "Attacks a server of its own. Fails if neighbours of the attackers lose anything, if the"
            + " server ends, or if it does not let go of what the attack took.",
    mixinStandardHelpOptions = true)
public final class Attack implements Callable<Integer> {
  private static final long REST_SECONDS = 15;
  private static final double MIB = 1024 * 1024;
  private static final int MORE_DESCRIPTORS = 20;

  @Parameters(
      paramLabel = "name",
      arity = "0..*",
      description = "slow, unfinished, flooding, lying, greedy (default: all, one after the other)")
  private List<String> names = List.of();

  @Option(names = "--seconds", description = "how long each attacks (default: ${DEFAULT-VALUE})")
  private int seconds = 20;

  @Option(names = "--heap", description = "the server's heap (default: ${DEFAULT-VALUE})")
  private String heap = "256m";

  @Option(names = "--seed", description = "where random numbers begin (default: ${DEFAULT-VALUE})")
  private long seed = 1;

  private final Places places = Places.ofThisRun();

  /// Exit codes: 0 if nobody was harmed, 1 if somebody was, 2 if the arguments are invalid.
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Attack()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    List<Attacker> all = Attacker.all();
    List<String> known = all.stream().map(Attacker::name).toList();
    if (!known.containsAll(names)) {
      System.err.println("attackers: " + names + " (expected: some of " + known + ")");
      return CommandLine.ExitCode.USAGE;
    }
    boolean isHarmed = false;
    System.out.println(HEAD);
    for (Attacker attacker : all) {
      if (names.isEmpty() || names.contains(attacker.name())) {
        isHarmed |= !isStood(attacker);
      }
    }
    return isHarmed ? CommandLine.ExitCode.SOFTWARE : CommandLine.ExitCode.OK;
  }

  private static final String HEAD =
      """
      | attacker | acts | neighbours said | unanswered | gaps | cut off | slowest answer ms | \
      RSS before / peak / after MiB | live MiB | TCP peak MiB | descriptors peak / after | log bytes |
      | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\
      """;

  /// Whether the neighbours of that attacker lost nothing, and the server let go of everything.
  private boolean isStood(Attacker attacker) throws Exception {
    Contender server =
        new Contender.Server(
            "server",
            Contender.Prelude.NOTHING,
            List.of(
                "--hubbub.spam.enabled=true", "--hubbub.spam.rate=20/s", "--hubbub.spam.burst=40"),
            "-Xmx" + heap);
    try (Program program = Program.start(server, places);
        Neighbours neighbours = Neighbours.join(program.port())) {
      TimeUnit.SECONDS.sleep(1);
      Costs before = Costs.of(program.pid());
      Costs peak = before;
      neighbours.forget();
      long acts;
      try (Crowd crowd = new Crowd(program.port(), seed)) {
        attacker.join(crowd);
        for (int i = 0; i < 2 * seconds; i++) {
          TimeUnit.MILLISECONDS.sleep(500);
          peak = peak.or(Costs.of(program.pid()));
        }
        acts = crowd.acts();
      }
      Costs after = rested(program.pid(), before);
      neighbours.awaitAnswer();
      Neighbours.Noticed noticed = neighbours.noticed();
      double live = Histogram.of(program.pid()).bytes();
      System.out.println(
          String.format(
              Locale.ROOT,
              "| %s | %d | %d | %d | %d | %d | %d | %.0f / %.0f / %.0f | %.0f | %.0f | %d / %d | %d |",
              attacker.name(),
              acts,
              noticed.said(),
              noticed.unanswered(),
              noticed.gaps(),
              noticed.cutOff(),
              noticed.slowestMillis(),
              before.residentBytes() / MIB,
              peak.residentBytes() / MIB,
              after.residentBytes() / MIB,
              live / MIB,
              peak.kernelBytes() / MIB,
              peak.descriptors(),
              after.descriptors(),
              program.outputBytes()));
      return !noticed.isHarm() && hasLetGo(before, after);
    }
  }

  /// What the process takes once it has let go of the attackers' sockets, or after 15 s.
  private static Costs rested(long pid, Costs before) throws Exception {
    Costs now = Costs.of(pid);
    for (int i = 0; i < REST_SECONDS && !hasLetGo(before, now); i++) {
      TimeUnit.SECONDS.sleep(1);
      now = Costs.of(pid);
    }
    return now;
  }

  private static boolean hasLetGo(Costs before, Costs after) {
    return after.descriptors() <= before.descriptors() + MORE_DESCRIPTORS;
  }
}
