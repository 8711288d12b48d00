package hubbub.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A program that can be put under load; each run starts it afresh.
sealed interface Contender {
  /// What the table calls it.
  String name();

  /// How it is started on `port`.
  List<String> command(Places places, int port);

  /// What it says once it is ready.
  String isReady();

  /// Whether somebody is to set quiet mode before the load comes, and which.
  Prelude prelude();

  /// What happens in the first topic before the load comes.
  enum Prelude {
    NOTHING,
    /// A moderator joins, and stays.
    MODERATOR,
    /// A moderator joins, switches quiet mode on for a while, and stays.
    QUIET
  }

  /// Hubbub, by its launcher.
  record Server(String name, Prelude prelude) implements Contender {
    @Override
    public List<String> command(Places places, int port) {
      return List.of(
          places.launcher().toString(),
          "serve",
          "--port",
          String.valueOf(port),
          "--data",
          places.scratch().resolve("data").toString(),
          "--hubbub.spam.enabled=false",
          "--hubbub.origins=any");
    }

    @Override
    public String isReady() {
      return "Hubbub is up";
    }
  }

  /// The least that a fan-out server can do.
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

  /// Hubbub by TLS, with a certificate and its key in `folder`.
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
}
