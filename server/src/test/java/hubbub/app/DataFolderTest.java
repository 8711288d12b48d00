package hubbub.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
  private static final String OWN_PID = "process " + ProcessHandle.current().pid();

  @TempDir Path folder;

  private static DataFolder open(Path path) throws BadSetting {
    return DataFolder.open(Settings.of(Map.of("hubbub.data", path.toString())));
  }

  private static DataFolder openWithSecret(Path path) throws BadSetting {
    return DataFolder.open(
        Settings.of(Map.of("hubbub.data", path.toString(), "hubbub.secret", "hush".repeat(8))));
  }

  private static String refusal(Path path) {
    BadSetting fault = assertThrows(BadSetting.class, () -> open(path).close());
    String message = String.valueOf(fault.getMessage());
    assertTrue(message.startsWith("hubbub.data: " + path + " (expected: "), message);
    return message;
  }

  /// A path where no folder can be.
  private Path impossible() throws IOException {
    return Files.writeString(folder.resolve("file"), "in the way");
  }

  /// A folder that everybody on the machine may write to.
  private Path everybodys() throws IOException {
    return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
  }

  @Test
  void is_created_for_its_owner_alone() throws BadSetting, IOException {
    Path data = folder.resolve("new").resolve("data");
    try (DataFolder opened = open(data)) {
      assertEquals(data, opened.path());
      assertTrue(opened.isWritable());
      assertEquals(
          PosixFilePermissions.fromString("rwx------"), Files.getPosixFilePermissions(data));
      assertEquals(
          PosixFilePermissions.fromString("rw-------"),
          Files.getPosixFilePermissions(data.resolve("lock")));
    }
  }

  @Test
  void is_refused_where_there_can_be_none() throws IOException {
    assertTrue(refusal(impossible()).contains("a folder that the server may write to"));
  }

  @Test
  void is_refused_if_everybody_on_the_machine_may_write_to_it() throws IOException {
    Path path = everybodys();
    assertTrue(refusal(path).contains("chmod 700 " + path));
  }

  @Nested
  class That_a_server_can_do_without {
    @Test
    void need_not_be_there() throws BadSetting, IOException {
      try (DataFolder none = openWithSecret(impossible())) {
        assertFalse(none.isWritable());
      }
    }

    @Test
    void is_not_used_if_everybody_on_the_machine_may_write_to_it() throws BadSetting, IOException {
      try (DataFolder unsafe = openWithSecret(everybodys())) {
        assertFalse(unsafe.isWritable());
        assertFalse(Files.exists(folder.resolve("lock")));
      }
    }

    @Test
    void is_used_if_it_can_be() throws BadSetting {
      try (DataFolder data = openWithSecret(folder)) {
        assertTrue(data.isWritable());
      }
    }

    @Test
    void is_not_shared_either() throws BadSetting {
      try (DataFolder _ = openWithSecret(folder)) {
        assertThrows(BadSetting.class, () -> openWithSecret(folder));
      }
    }
  }

  @Nested
  class In_use {
    @Test
    void is_refused_and_its_user_is_named() throws BadSetting {
      try (DataFolder _ = open(folder)) {
        assertTrue(refusal(folder).contains(OWN_PID), refusal(folder));
      }
    }

    @Test
    void is_refused_under_another_name() throws BadSetting, IOException {
      Path link = Files.createSymbolicLink(folder.resolve("link"), folder);
      try (DataFolder _ = open(folder)) {
        assertTrue(refusal(link).contains(OWN_PID));
      }
    }

    @Test
    void is_refused_even_if_another_copy_of_the_class_has_locked_it() throws IOException {
      Path file = Files.createFile(folder.resolve("lock"));
      try (FileChannel other = FileChannel.open(file, StandardOpenOption.WRITE);
          FileLock _ = other.lock()) {
        assertTrue(refusal(folder).contains(OWN_PID));
      }
    }

    @Test
    void is_free_again_once_it_is_closed() throws BadSetting {
      open(folder).close();
      open(folder).close();
    }

    @Test
    void is_free_again_if_the_start_fails() throws BadSetting {
      Settings badPort =
          Settings.of(
              Map.of(
                  "hubbub.port", "0",
                  "hubbub.data", folder.toString(),
                  "hubbub.host", "192.0.2.1"));
      assertThrows(BadSetting.class, () -> Hubbub.start(badPort));
      open(folder).close();
    }

    @Test
    void leaves_a_file_that_is_in_nobodys_way() throws BadSetting, IOException {
      Files.writeString(folder.resolve("lock"), "123456789012345678901234567890");
      try (DataFolder _ = open(folder)) {
        assertEquals(
            String.valueOf(ProcessHandle.current().pid()),
            Files.readString(folder.resolve("lock")).strip());
      }
    }
  }
}
