package hubbub.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What can be told of the Dockerfile without building it.
class DockerfileTest {
  private static final Path FILE = Path.of("Dockerfile");

  /// The instructions of the image that is run: those of its last stage.
  private static List<String> image() throws IOException {
    List<String> all = Files.readAllLines(FILE);
    int last = 0;
    for (int line = 0; line < all.size(); line++) {
      last = all.get(line).startsWith("FROM ") ? line : last;
    }
    return all.subList(last, all.size());
  }

  private static String only(String instruction) throws IOException {
    List<String> found =
        image().stream().filter(line -> line.startsWith(instruction + " ")).toList();
    assertEquals(1, found.size(), instruction + ": " + found);
    return found.getFirst().substring(instruction.length() + 1);
  }

  @Test
  void runs_as_a_user_without_rights_who_owns_the_data() throws IOException {
    String user = only("USER");
    assertTrue(user.matches("[1-9]\\d*:[1-9]\\d*"), user);
    assertTrue(image().contains("COPY --from=archive --chown=" + user + " /data /data"));
    assertEquals("/data", only("VOLUME"));
  }

  /// A shell in between would not pass signals on.
  @Test
  void becomes_the_launcher_without_a_shell_and_asks_it_for_its_health() throws IOException {
    assertEquals("[\"/opt/hubbub/bin/hubbub\"]", only("ENTRYPOINT"));
    assertEquals("[\"serve\"]", only("CMD"));
    assertTrue(only("HEALTHCHECK").endsWith(" CMD [\"/opt/hubbub/bin/hubbub\", \"health\"]"));
    assertTrue(Files.isExecutable(Path.of("files/bin/hubbub")));
  }

  /// The only source is the archive beside the file, under the name that a release gives it.
  @Test
  void adds_the_archive_that_a_release_makes() throws IOException {
    List<String> added =
        Files.readAllLines(FILE).stream()
            .filter(line -> line.startsWith("ADD ") || line.matches("COPY (?!--from=archive ).*"))
            .toList();
    assertEquals(List.of("ADD hubbub-*.tar.gz /"), added);
  }
}
