package hubbub.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/// The two C programs: the load generator and the floor.
final class Natives {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Places places;

  Natives(Places places) {
    this.places = places;
  }

  /// Builds them if a C compiler and make are there; returns whether the load generator is ready.
  boolean build() throws IOException, InterruptedException {
    try {
      int exit =
          new ProcessBuilder("make", "--silent", "-C", places.natives().toString())
              .inheritIO()
              .start()
              .waitFor();
      return exit == 0 && Files.isExecutable(places.natives().resolve("wsload"));
    } catch (IOException e) {
      return false;
    }
  }

  /// A load that is running.
  record Running(Process process) {
    /// Blocks until the load ends; returns its report.
    JsonNode report() throws IOException, InterruptedException {
      JsonNode report = JSON.readTree(process.getInputStream().readAllBytes());
      if (process.waitFor() != 0) {
        throw new IOException("wsload ended with " + process.exitValue());
      }
      return report;
    }
  }

  /// Starts the load on `program`, in the folder for temporary files.
  Running begin(Program program, Case.Load load, Pace pace) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(places.natives().resolve("wsload").toString());
    command.addAll(List.of("--port", String.valueOf(program.port()), "--event", "send", "--json"));
    command.addAll(List.of("--server-pid", String.valueOf(program.pid())));
    command.addAll(List.of("--conns", String.valueOf(load.connections())));
    command.addAll(pace.options(load));
    return new Running(
        new ProcessBuilder(command)
            .directory(Files.createDirectories(places.scratch()).toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start());
  }
}
