package hubbub.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.security.auth.module.UnixSystem;
import hubbub.phoenix.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What root leaves in the data folder of a service that has a user of its own.
class RootsFilesTest {
  private static final int SERVICE = 61_234;

  @TempDir private Path folder;
  private Path data;
  private Operator operator;

  @BeforeEach
  void giveEverythingToTheService() throws IOException {
    assumeTrue(new UnixSystem().getUid() == 0, "only root can give files away");
    data = folder.resolve("data");
    operator = new Operator(Map.of("hubbub.data", data.toString()));
    TestServer.start(Map.of("hubbub.data", data.toString())).close();
    own(data, SERVICE);
    try (Stream<Path> files = Files.list(data)) {
      for (Path each : files.toList()) {
        own(each, SERVICE);
      }
    }
  }

  private static void own(Path file, int owner) throws IOException {
    Files.setAttribute(file, "unix:uid", owner);
    Files.setAttribute(file, "unix:gid", owner);
  }

  private void isAllTheServices() throws IOException {
    try (Stream<Path> files = Files.list(data)) {
      for (Path each : files.toList()) {
        assertEquals(SERVICE, Files.getAttribute(each, "unix:uid"), each.toString());
        assertEquals(SERVICE, Files.getAttribute(each, "unix:gid"), each.toString());
      }
    }
  }

  @Test
  void is_the_services_after_a_restore() throws IOException {
    Path backup = folder.resolve("backup.db");
    operator.does("backup", backup.toString());
    assertEquals(0, Files.getAttribute(backup, "unix:uid"));
    operator.does("restore", backup.toString());
    isAllTheServices();
  }

  @Test
  void is_the_services_after_an_erasure() throws IOException {
    operator.does("ban", "gbobbobbobbobbobb");
    operator.does("erase-account", "gbobbobbobbobbobb");
    assertEquals(true, Files.exists(data.resolve("erasures")));
    isAllTheServices();
  }

  @Test
  void stays_roots_if_root_had_it_there_before_or_has_it_elsewhere_too() throws IOException {
    Path before = Files.createFile(data.resolve("words.txt"));
    Path elsewhere = Files.createFile(folder.resolve("elsewhere"));
    try (DataFolder _ = open()) {
      Files.createLink(data.resolve("link"), elsewhere);
      Files.createSymbolicLink(data.resolve("symbolic"), elsewhere);
    }
    assertEquals(0, Files.getAttribute(before, "unix:uid"));
    assertEquals(0, Files.getAttribute(elsewhere, "unix:uid"));
  }

  private DataFolder open() {
    try {
      return DataFolder.open(Settings.of(Map.of("hubbub.data", data.toString())));
    } catch (BadSetting e) {
      throw new AssertionError(e);
    }
  }
}
