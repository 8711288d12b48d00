package hubbub.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretTest {
  @TempDir Path folder;

  private Settings settings(Path data) throws BadSetting {
    return Settings.of(Map.of("hubbub.data", data.toString()));
  }

  @Test
  void is_generated_once_and_readable_only_by_its_owner() throws BadSetting, IOException {
    Path data = folder.resolve("new").resolve("data");
    byte[] first = Secret.of(settings(data));
    assertEquals(32, first.length);
    assertArrayEquals(first, Secret.of(settings(data)));
    assertEquals(
        PosixFilePermissions.fromString("rw-------"),
        Files.getPosixFilePermissions(data.resolve("secret")));
  }

  @Test
  void differs_in_another_folder() throws BadSetting {
    byte[] here = Secret.of(settings(folder.resolve("here")));
    byte[] there = Secret.of(settings(folder.resolve("there")));
    assertFalse(Arrays.equals(here, there));
  }

  @Test
  void that_is_given_is_used_and_nothing_is_stored() throws BadSetting {
    Settings given =
        Settings.of(
            Map.of("hubbub.data", folder.resolve("none").toString(), "hubbub.secret", "hush"));
    assertArrayEquals("hush".getBytes(StandardCharsets.UTF_8), Secret.of(given));
    assertFalse(Files.exists(folder.resolve("none")));
  }

  @Test
  void that_is_damaged_is_refused() throws IOException {
    Files.writeString(folder.resolve("secret"), "not hex");
    BadSetting fault = assertThrows(BadSetting.class, () -> Secret.of(settings(folder)));
    assertTrue(String.valueOf(fault.getMessage()).startsWith("hubbub.data: "));
  }

  @Test
  void cannot_be_kept_where_there_is_no_folder() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "in the way");
    assertThrows(BadSetting.class, () -> Secret.of(settings(file)));
  }
}
