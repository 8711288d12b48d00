package hubbub.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A program that can be put under load; started afresh for each run.
public sealed interface Contender {
  /// Its name in the table.
  String name();

  /// The command that starts it on `port`.
  List<String> command(Places places, int port);

  /// Text that it prints once it is ready.
  String isReady();

  /// How many processes print it.
  default int processes() {
    return 1;
  }

  /// What happens before the load.
  Prelude prelude();

  /// JVM flags that override the launcher's; empty for none, or if the program runs no JVM.
  default String javaOptions() {
    return "";
  }

  /// What happens before the load.
  enum Prelude {
    NOTHING,
    /// Waits until the memory that starting needed has been given back.
    REST,
    /// A moderator joins the first topic and stays.
    MODERATOR,
    /// A moderator joins the first topic, switches on quiet mode with an end, and stays.
    QUIET
  }

  /// Hubbub, started by its launcher with further settings.
  record Server(String name, Prelude prelude, List<String> settings, String javaOptions)
      implements Contender {
    public Server {
      settings = List.copyOf(settings);
    }

    Server(String name, Prelude prelude, List<String> settings) {
      this(name, prelude, settings, "");
    }

    Server(String name, Prelude prelude) {
      this(name, prelude, List.of());
    }

    @Override
    public List<String> command(Places places, int port) {
      List<String> command = new ArrayList<>();
      command.addAll(List.of(places.launcher().toString(), "serve"));
      command.addAll(List.of("--port", String.valueOf(port)));
      command.addAll(List.of("--data", places.data().toString()));
      command.addAll(List.of("--hubbub.spam.enabled=false", "--hubbub.origins=any"));
      command.addAll(settings);
      return command;
    }

    @Override
    public String isReady() {
      return "Hubbub is up";
    }
  }

  /// Three nodes of one cluster, on 127.0.0.2 to 127.0.0.4.
  record Nodes(String name) implements Contender {
    private static final String START =
        """
        data=$1
        shift
        trap 'kill $pids; wait' TERM
        for host in 127.0.0.2 127.0.0.3 127.0.0.4; do
          "$0" "$@" --host $host --data "$data/$host" --hubbub.cluster.host=$host &
          pids="$pids $!"
        done
        wait
        """;

    @Override
    public List<String> command(Places places, int port) {
      List<String> command = new ArrayList<>(List.of("sh", "-c", START));
      command.add(places.launcher().toString());
      command.add(places.data().toString());
      command.addAll(List.of("serve", "--port", String.valueOf(port)));
      command.addAll(List.of("--hubbub.spam.enabled=false", "--hubbub.origins=any"));
      command.add("--hubbub.secret=" + "6e".repeat(32));
      command.add("--hubbub.cluster.seeds=127.0.0.2:25520,127.0.0.3:25520,127.0.0.4:25520");
      command.add("--hubbub.cluster.insecure=true");
      return command;
    }

    @Override
    public String isReady() {
      return "Hubbub is up";
    }

    @Override
    public int processes() {
      return 3;
    }

    @Override
    public Prelude prelude() {
      return Prelude.NOTHING;
    }
  }

  /// The floor program: the least that a fan-out server can do.
  record Floor(String name, List<String> flags) implements Contender {
    public Floor {
      flags = List.copyOf(flags);
    }

    @Override
    public List<String> command(Places places, int port) {
      List<String> command = new ArrayList<>();
      command.add(places.natives().resolve("floor").toString());
      command.addAll(List.of("--port", String.valueOf(port)));
      command.addAll(flags);
      return command;
    }

    @Override
    public String isReady() {
      return "listening on";
    }

    @Override
    public Prelude prelude() {
      return Prelude.NOTHING;
    }
  }

  /// Hubbub with TLS; `folder` holds the certificate and its key.
  record Secured(Server server, Path folder) implements Contender {
    @Override
    public String name() {
      return server.name();
    }

    @Override
    public List<String> command(Places places, int port) {
      List<String> command = new ArrayList<>(server.command(places, port));
      command.add("--hubbub.tls.certificate=" + folder.resolve("certificate.pem"));
      command.add("--hubbub.tls.key=" + folder.resolve("key.pem"));
      return command;
    }

    @Override
    public String isReady() {
      return server.isReady();
    }

    @Override
    public Prelude prelude() {
      return server.prelude();
    }
  }

  /// Another contender, but for its name and its command.
  sealed interface Variant extends Contender {
    Contender contender();

    @Override
    default String isReady() {
      return contender().isReady();
    }

    @Override
    default int processes() {
      return contender().processes();
    }

    @Override
    default Prelude prelude() {
      return contender().prelude();
    }

    @Override
    default String javaOptions() {
      return contender().javaOptions();
    }
  }

  /// The same contender with further settings, or other values of those that it has.
  record Tuned(Contender contender, List<String> settings) implements Variant {
    public Tuned {
      settings = List.copyOf(settings);
    }

    @Override
    public String name() {
      return "with settings";
    }

    @Override
    public List<String> command(Places places, int port) {
      List<String> command = new ArrayList<>(contender.command(places, port));
      command.removeIf(it -> settings.stream().anyMatch(other -> it.startsWith(named(other))));
      command.addAll(settings);
      return command;
    }

    private static String named(String setting) {
      return setting.substring(0, setting.indexOf('=') + 1);
    }
  }

  /// The same contender in another checkout of the project.
  record Elsewhere(Contender contender, Places there) implements Variant {
    @Override
    public String name() {
      return "against";
    }

    @Override
    public List<String> command(Places here, int port) {
      return contender.command(there, port);
    }
  }
}
