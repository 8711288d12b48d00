package hubbub.bench;

import hubbub.topic.ExpiryComparison;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The command line of `./hubbub bench`. Without a command, measures everything.
@Command(
    name = "./hubbub bench",
    description =
        "Measures the server and writes tables to bench/results. See docs/performance.md.",
    mixinStandardHelpOptions = true,
    scope = CommandLine.ScopeType.INHERIT)
public final class Bench implements Callable<Integer> {
  private final Places places = Places.ofThisRun();
  private final String asked;

  @Option(
      names = "--quick",
      description = "short runs that only check that everything works; the figures mean nothing",
      scope = CommandLine.ScopeType.INHERIT)
  private boolean isQuick;

  @Option(
      names = "--pairs",
      description = "runs of each side of a case (default: 3; 1 with --quick)",
      scope = CommandLine.ScopeType.INHERIT)
  private int pairs;

  private Bench(String asked) {
    this.asked = asked;
  }

  /// Exit codes: 0 on success, 1 if something could not be measured or a stress test failed, 2 if
  /// the arguments are invalid.
  public static void main(String[] arguments) {
    String asked = String.join(" ", arguments);
    System.exit(new CommandLine(new Bench(("./hubbub bench " + asked).strip())).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    return Math.max(
        Math.max(stress(""), jmh("")),
        Math.max(
            server(List.of(), Optional.empty(), List.of()),
            Math.max(
                expiry(),
                Math.max(
                    memory(),
                    Math.max(restart(), Math.max(store(), Math.max(programs(), cluster(""))))))));
  }

  @Command(description = "whole servers under load, compared with the floor program")
  int server(
      @Parameters(paramLabel = "case", arity = "0..*") List<String> names,
      @Option(
              names = "--against",
              paramLabel = "FOLDER",
              description =
                  "compare with the server of another checkout, built by its ./hubbub build")
          Optional<Path> checkout,
      @Option(
              names = "--with",
              paramLabel = "SETTING",
              description =
                  "compare this server under a further setting, hubbub.spam.enabled=true, with"
                      + " itself; can be repeated")
          List<String> settings)
      throws Exception {
    List<String> wanted = names == null ? List.of() : names;
    List<String> further =
        settings == null ? List.of() : settings.stream().map(it -> "--" + it).toList();
    List<Case> all = Cases.all();
    List<Case> cases =
        all.stream()
            .filter(one -> wanted.isEmpty() || wanted.stream().anyMatch(one::isMeantBy))
            .map(one -> further.isEmpty() ? one : one.with(further))
            .map(one -> checkout.map(Places::of).map(one::against).orElse(one))
            .toList();
    if (!wanted.stream().allMatch(word -> all.stream().anyMatch(one -> one.isMeantBy(word)))) {
      System.err.println("cases: " + wanted + " (expected: any of " + names(all) + ")");
      return CommandLine.ExitCode.USAGE;
    }
    Natives natives = new Natives(places);
    if (!natives.build()) {
      System.err.println("hubbub: cannot measure whole servers without a C compiler and make");
      return wanted.isEmpty() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }
    SignedIn.writeTokens(places);
    write(
        "server-" + (wanted.isEmpty() ? "all" : String.join("-", wanted)),
        new WholeServers(places, natives, pace()).measure(cases));
    return CommandLine.ExitCode.OK;
  }

  private static List<String> names(List<Case> cases) {
    return cases.stream().map(Case::name).toList();
  }

  private Pace pace() {
    Pace pace = isQuick ? Pace.QUICK : Pace.USUAL;
    return pairs > 0 ? pace.times(pairs) : pace;
  }

  @Command(description = "JMH: nanoseconds and bytes of single operations")
  int jmh(@Parameters(paramLabel = "pattern", arity = "0..1", defaultValue = "") String pattern)
      throws Exception {
    write("jmh" + suffix(pattern), Micro.measure(pattern.isEmpty() ? "." : pattern, isQuick));
    return CommandLine.ExitCode.OK;
  }

  @Command(description = "jcstress: what threads may see of each other's writes")
  int stress(@Parameters(paramLabel = "pattern", arity = "0..1", defaultValue = "") String pattern)
      throws Exception {
    return Stress.passes(places, pattern.isEmpty() ? "." : pattern, isQuick)
        ? CommandLine.ExitCode.OK
        : CommandLine.ExitCode.SOFTWARE;
  }

  @Command(description = "expiry of 1,500,000 entries: our way and four others")
  int expiry() throws Exception {
    write("expiry", ExpiryComparison.measure(isQuick));
    return CommandLine.ExitCode.OK;
  }

  @Command(description = "where the bytes of a connection and of a topic go")
  int memory() throws Exception {
    Natives natives = new Natives(places);
    if (!natives.build()) {
      System.err.println("hubbub: cannot measure memory without a C compiler and make");
      return CommandLine.ExitCode.OK;
    }
    write("memory", new Memory(places, natives, isQuick).measure());
    return CommandLine.ExitCode.OK;
  }

  @Command(description = "stopping and starting with 100,000 topics")
  int restart() throws Exception {
    write("restart", new RestartCost(places, isQuick).measure());
    return CommandLine.ExitCode.OK;
  }

  @Command(description = "registering, giving birth to and joining topics that the store keeps")
  int store() throws Exception {
    write("store", new StoreCost(isQuick).measure());
    return CommandLine.ExitCode.OK;
  }

  @Command(description = "publishing by HTTP, and event streams compared with sockets")
  int programs() throws Exception {
    write("programs", new ProgramCost(places, isQuick, pace().pairs()).measure());
    return CommandLine.ExitCode.OK;
  }

  @Command(description = "event loops of a cluster: a topic of 50,000 members, and 200,000 topics")
  int cluster(
      @Parameters(
              paramLabel = "members|topics",
              arity = "0..1",
              defaultValue = "",
              description = "the one or the other only")
          String what)
      throws Exception {
    write("cluster" + suffix(what), new ClusterCost(isQuick).measure(what));
    return CommandLine.ExitCode.OK;
  }

  private static String suffix(String pattern) {
    String word = pattern.replaceAll("\\W", "").toLowerCase(Locale.ROOT);
    return word.isEmpty() ? "" : "-" + word;
  }

  /// Prints a quick run's figures; writes others to a file as well.
  private void write(String name, String body) throws Exception {
    if (isQuick) {
      System.out.println("\n" + body);
    } else {
      new Results(places, asked).write(name, body);
    }
  }
}
