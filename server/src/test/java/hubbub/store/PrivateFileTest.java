package hubbub.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateFileTest {
  private static final Set<PosixFilePermission> ITS_OWNERS =
      PosixFilePermissions.fromString("rw-------");

  @TempDir private Path folder;

  private Path file() {
    return folder.resolve("file");
  }

  @Test
  void is_its_owners_alone_while_it_is_written_and_after() throws IOException {
    PrivateFile.<IOException>make(
        file(),
        it -> {
          assertEquals(ITS_OWNERS, Files.getPosixFilePermissions(it));
          Files.writeString(it, "text");
        });
    assertEquals(ITS_OWNERS, Files.getPosixFilePermissions(file()));
    PrivateFile.copy(file(), folder.resolve("copy"));
    assertEquals("text", Files.readString(folder.resolve("copy")));
    assertEquals(ITS_OWNERS, Files.getPosixFilePermissions(folder.resolve("copy")));
  }

  @Test
  void is_not_there_if_it_could_not_be_filled() {
    assertThrows(
        IOException.class,
        () ->
            PrivateFile.<IOException>make(
                file(),
                it -> {
                  Files.writeString(it, "half");
                  throw new IOException("no room");
                }));
    assertFalse(Files.exists(file()));
  }

  @Test
  void never_takes_the_place_of_another() throws IOException {
    Files.writeString(file(), "kept");
    assertThrows(
        FileAlreadyExistsException.class, () -> PrivateFile.copy(folder.resolve("x"), file()));
    assertEquals("kept", Files.readString(file()));
  }
}
