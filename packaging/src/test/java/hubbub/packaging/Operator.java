package hubbub.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Somebody who runs a release: with nothing on the `PATH` but `/bin`, in a data folder, and
/// without any rights, if these tests run as root.
record Operator(Path launcher, Path data) {
  private static final String NOBODY = "65534";

  /// Whether these tests run as root, so that they can become a user without rights.
  static boolean canDropRights() {
    return System.getProperty("user.name").equals("root")
        && Files.isExecutable(Path.of("/usr/bin/setpriv"));
  }

  /// An operator whose data folder is a new one.
  static Operator of(Path launcher, Path data) throws IOException {
    if (canDropRights()) {
      Run.of(new ProcessBuilder("chown", NOBODY + ":" + NOBODY, data.toString())).assertOk();
    }
    return new Operator(launcher, data);
  }

  /// The launcher with these arguments.
  ProcessBuilder command(String... arguments) {
    List<String> command = new ArrayList<>();
    if (canDropRights()) {
      command.addAll(
          List.of(
              "/usr/bin/setpriv",
              "--reuid=" + NOBODY,
              "--regid=" + NOBODY,
              "--clear-groups",
              "--no-new-privs"));
    }
    command.add(launcher.toString());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(data.toFile());
    builder.environment().clear();
    builder.environment().put("PATH", "/bin");
    return builder;
  }

  Run run(String... arguments) throws IOException {
    return Run.of(command(arguments));
  }

  /// Starts a server on a free port, and waits until it is up.
  RunningServer serve(String... arguments) throws IOException {
    List<String> all = new ArrayList<>(List.of("serve", "--port", "0"));
    all.addAll(List.of(arguments));
    return RunningServer.start(command(all.toArray(String[]::new)));
  }
}
