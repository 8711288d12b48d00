package hubbub.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpeningTest {
  @TempDir Path folder;

  private static StoreSettings at(String url, String user) {
    return new StoreSettings(url, user, "", Duration.ofDays(1));
  }

  private static String refusal(StoreSettings settings) {
    return String.valueOf(
        assertThrows(CannotOpen.class, () -> Store.open(settings).close()).getMessage());
  }

  @Test
  void makes_files_that_only_their_owner_may_read() throws CannotOpen, IOException {
    Path file = folder.resolve("hubbub.db");
    try (Store _ = Store.open(at("jdbc:sqlite:" + file, ""))) {
      for (String suffix : new String[] {"", "-wal", "-shm"}) {
        assertEquals(
            PosixFilePermissions.fromString("rw-------"),
            Files.getPosixFilePermissions(Path.of(file + suffix)),
            suffix);
      }
    }
  }

  @Test
  void is_refused_where_no_file_can_be() {
    String why = refusal(at("jdbc:sqlite:" + folder.resolve("none").resolve("hubbub.db"), ""));
    assertEquals("no file can be made there", why);
  }

  @Test
  void is_refused_on_a_file_that_is_no_database() throws IOException {
    Path file = Files.writeString(folder.resolve("text"), "not a database".repeat(100));
    assertTrue(refusal(at("jdbc:sqlite:" + file, "")).contains("file is not a database"));
  }

  @Test
  void is_refused_to_a_user_whom_postgresql_does_not_know() {
    String why = refusal(at(TestPostgres.fresh().url(), "nobody"));
    assertTrue(why.contains("role \"nobody\" does not exist"), why);
  }

  @Test
  void is_refused_where_no_postgresql_listens() {
    String why = refusal(at("jdbc:postgresql://127.0.0.1:1/chat", "chat"));
    assertTrue(why.startsWith("Connection to 127.0.0.1:1 refused"), why);
  }

  @Test
  void is_refused_at_a_host_that_there_is_not() {
    String why = refusal(at("jdbc:postgresql://nowhere.invalid/chat", "chat"));
    assertTrue(why.contains("nowhere.invalid"), why);
  }
}
