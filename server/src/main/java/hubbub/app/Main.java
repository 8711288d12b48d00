package hubbub.app;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// The command line: reads settings, then starts a [Hubbub] or prints them.
public final class Main {
  private static final Logger LOG = LoggerFactory.getLogger(Main.class);
  private static final int BUG = 1;
  private static final int NOT_READY = 1;
  private static final int BAD_SETTING = 2;
  private static final int DOWNED = 3;

  /// EX_TEMPFAIL of sysexits.h.
  private static final int TRY_AGAIN = 75;

  private static final Path PLUGINS = Path.of("plugins");
  private static final Pattern SETTING = Pattern.compile("--(hubbub\\.[^=]+)=(.*)", Pattern.DOTALL);

  private static final String CONFIG = "--config";

  /// Short options, and the settings that they stand for.
  private static final Map<String, String> SHORT =
      Map.of(
          "--port",
          SettingsTable.PORT.name(),
          "--host",
          SettingsTable.HOST.name(),
          "--data",
          SettingsTable.DATA.name());

  private Main() {}

  /// Exit codes: 0 when stopped, 1 after a bug, or if `health` found no server that is ready, 2 for
  /// what the operator can fix: an invalid setting, a port that is taken, a data folder that is not
  /// writable; 3 if the other nodes of the cluster have given this one up, so that it has to be
  /// started again; 75 if the same may work a moment later: the database does not answer yet, or
  /// another process uses the data folder.
  public static void main(String[] arguments) {
    CommandLine line = new CommandLine(spec(arguments));
    try {
      CommandLine.ParseResult asked = line.parseArgs(arguments);
      String command = asked.matchedPositionalValue(0, "serve");
      if (asked.isUsageHelpRequested()) {
        line.usage(System.out);
      } else if (asked.isVersionHelpRequested() || command.equals("version")) {
        System.out.println(Version.RUNNING);
      } else if (AdminCommand.NAMES.contains(command)) {
        admin(AdminCommand.run(asked, settings(asked), Plugins.in(PLUGINS), System.out::println));
      } else if (command.equals(TokenCommand.NAME)) {
        System.out.println(TokenCommand.token(asked, settings(asked)));
      } else {
        run(command, settings(asked), Plugins.in(PLUGINS));
      }
    } catch (BadSetting e) {
      System.err.println("hubbub: " + e.getMessage());
      System.exit(e.isForNow() ? TRY_AGAIN : BAD_SETTING);
    } catch (CommandLine.ParameterException e) {
      System.err.println("hubbub: " + e.getMessage());
      System.exit(BAD_SETTING);
    } catch (GivenUp e) {
      System.err.println("hubbub: " + e.getMessage());
      System.exit(DOWNED);
    } catch (RuntimeException e) {
      LOG.error("Hubbub did not start because of a bug in Hubbub. Please report it", e);
      System.exit(BUG);
    }
  }

  private static void run(String command, Settings settings, Plugins plugins) throws BadSetting {
    plugins.check(settings);
    switch (command) {
      case "serve" -> serve(settings, plugins);
      case "rehearse" -> AotTraining.run(settings);
      case "health" -> health(settings);
      case "config" -> settings.lines().forEach(System.out::println);
      default ->
          throw new BadSetting(
              command
                  + ": no such command (expected: serve, config, health, token, key, admin,"
                  + " spam, cluster, version)");
    }
  }

  private static void admin(AdminRequest.Answer answer) {
    answer.lines().forEach(answer.isOk() ? System.out::println : System.err::println);
    System.exit(answer.isOk() ? 0 : BAD_SETTING);
  }

  private static void health(Settings settings) throws BadSetting {
    HealthCheck.Answer answer = HealthCheck.of(settings);
    System.out.println(answer.text());
    if (!answer.isReady()) {
      System.exit(NOT_READY);
    }
  }

  private static void serve(Settings settings, Plugins plugins) throws BadSetting {
    StopSignals signals = StopSignals.ofProcess();
    Hubbub hubbub = Hubbub.start(settings, plugins);
    signals.onSecond(hubbub::hurry);
    var _ = hubbub.downed().thenRunAsync(() -> endDowned(hubbub), Main::startThread);
    var _ = hubbub.left().thenRun(signals::stop);
    Runtime.getRuntime().addShutdownHook(new Thread(hubbub::close, "hubbub-stop"));
    System.out.println(
        "Hubbub is up: " + hubbub.address() + " (pid " + ProcessHandle.current().pid() + ")");
    System.out.flush();
    IdleGc rest = IdleGc.ofProcess();
    try {
      while (!signals.await(IdleGc.PERIOD)) {
        rest.look();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(close(hubbub));
  }

  /// Whoever watches over the process starts it again.
  private static void endDowned(Hubbub hubbub) {
    LOG.error(
        "The other nodes have given this one up, or it could not join them: it ends, and has to be"
            + " started again");
    hubbub.hurry();
    int _ = close(hubbub);
    Runtime.getRuntime().halt(DOWNED);
  }

  private static void startThread(Runnable task) {
    Thread _ = Thread.ofPlatform().name("hubbub-downed").start(task);
  }

  /// Returns the exit code.
  private static int close(Hubbub hubbub) {
    try {
      hubbub.close();
      return hubbub.downed().isDone() ? DOWNED : 0;
    } catch (RuntimeException e) {
      LOG.error("Hubbub met a bug while it stopped. Please report it", e);
      return BUG;
    }
  }

  /// Defines the options in code: having picocli read them from annotations would be a tenth of the
  /// start time.
  private static CommandSpec spec(String[] arguments) {
    CommandSpec spec = CommandSpec.create().name("hubbub");
    spec.usageMessage().description("A multi-user chat server. Settings: docs/settings.md.");
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("0")
            .arity("0..1")
            .paramLabel("<command>")
            .description("serve, config, health, token, key, admin, spam, cluster or version")
            .build());
    if (arguments.length > 0 && arguments[0].equals(TokenCommand.NAME)) {
      TokenCommand.addTo(spec);
    }
    if (arguments.length > 0 && AdminCommand.NAMES.contains(arguments[0])) {
      AdminCommand.addTo(spec);
    }
    spec.addOption(option(CONFIG, "a YAML file of settings"));
    SHORT.forEach((name, setting) -> spec.addOption(option(name, "short for --" + setting)));
    spec.addOption(
        OptionSpec.builder("-h", "--help")
            .usageHelp(true)
            .description("show this help and exit")
            .build());
    spec.addOption(
        OptionSpec.builder("-V", "--version")
            .versionHelp(true)
            .description("show the version and exit")
            .build());
    spec.parser().unmatchedArgumentsAllowed(true);
    return spec;
  }

  private static OptionSpec option(String name, String description) {
    return OptionSpec.builder(name).type(String.class).description(description).build();
  }

  private static Settings settings(CommandLine.ParseResult asked) throws BadSetting {
    Map<String, String> given = new HashMap<>();
    SHORT.forEach((name, setting) -> {
      if (asked.hasMatchedOption(name)) {
        given.put(setting, asked.matchedOptionValue(name, ""));
      }
    });
    for (String other : asked.unmatched()) {
      Matcher setting = SETTING.matcher(other);
      if (!setting.matches()) {
        throw new BadSetting(other + ": not understood (expected: --hubbub.<setting>=<value>)");
      }
      given.put(setting.group(1), setting.group(2));
    }
    Optional<Path> file =
        asked.hasMatchedOption(CONFIG)
            ? Optional.of(Path.of(asked.matchedOptionValue(CONFIG, "")))
            : Optional.empty();
    return SettingSources.read(file, System.getenv(), given);
  }
}
