package hubbub.app;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Unmatched;

/// The command line: reads settings, and starts a [Hubbub] or shows them.
public final class Main {
  private static final Logger LOG = LoggerFactory.getLogger(Main.class);
  private static final int BUG = 1;
  private static final int BAD_SETTING = 2;
  private static final Path PLUGINS = Path.of("plugins");
  private static final Pattern SETTING = Pattern.compile("--(hubbub\\.[^=]+)=(.*)", Pattern.DOTALL);

  private Main() {}

  /// Exits with 0 when stopped, 1 after a bug, 2 if a setting, the port or the data folder is in
  /// the way.
  public static void main(String[] arguments) {
    Asked asked = new Asked();
    CommandLine line = new CommandLine(asked);
    try {
      line.parseArgs(arguments);
      if (line.isUsageHelpRequested()) {
        line.usage(System.out);
        return;
      }
      run(asked.command, asked.settings(), Plugins.in(PLUGINS));
    } catch (BadSetting | CommandLine.ParameterException e) {
      System.err.println("hubbub: " + e.getMessage());
      System.exit(BAD_SETTING);
    } catch (RuntimeException e) {
      LOG.error("Hubbub did not start; this is a bug", e);
      System.exit(BUG);
    }
  }

  private static void run(String command, Settings settings, Plugins plugins) throws BadSetting {
    plugins.check(settings);
    switch (command) {
      case "serve" -> serve(settings, plugins);
      case "rehearse" -> Rehearsal.run(settings);
      case "config" -> settings.lines().forEach(System.out::println);
      default -> throw new BadSetting(command + ": no such command (expected: serve, config)");
    }
  }

  private static void serve(Settings settings, Plugins plugins) throws BadSetting {
    Hubbub hubbub = Hubbub.start(settings, plugins);
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  hubbub.close();
                  stopped.countDown();
                  Runtime.getRuntime().halt(0);
                },
                "hubbub-stop"));
    System.out.println(
        "Hubbub is up: " + hubbub.address() + " (pid " + ProcessHandle.current().pid() + ")");
    System.out.flush();
    try {
      stopped.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// What was asked for.
  @Command(
      name = "hubbub",
      description = "A multi-user chat server. Settings: docs/settings.md.",
      mixinStandardHelpOptions = true)
  private static final class Asked {
    @CommandLine.Parameters(index = "0", defaultValue = "serve", description = "serve or config")
    private String command = "serve";

    @Option(names = "--config", description = "a YAML file of settings")
    private @Nullable Path config;

    @Option(names = "--port", description = "short for --hubbub.port")
    private @Nullable String port;

    @Option(names = "--host", description = "short for --hubbub.host")
    private @Nullable String host;

    @Option(names = "--data", description = "short for --hubbub.data")
    private @Nullable String data;

    @Unmatched private final List<String> others = new ArrayList<>();

    private Settings settings() throws BadSetting {
      Map<String, String> given = new HashMap<>();
      put(given, Table.PORT.name(), port);
      put(given, Table.HOST.name(), host);
      put(given, Table.DATA.name(), data);
      for (String other : others) {
        Matcher setting = SETTING.matcher(other);
        if (!setting.matches()) {
          throw new BadSetting(other + ": not understood (expected: --hubbub.<setting>=<value>)");
        }
        given.put(setting.group(1), setting.group(2));
      }
      return Sources.read(Optional.ofNullable(config), System.getenv(), given);
    }

    private static void put(Map<String, String> given, String name, @Nullable String value) {
      if (value != null) {
        given.put(name, value);
      }
    }
  }
}
