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
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    assertEquals(PosixFilePermissions.fromString("rwx------"), Files.getPosixFilePermissions(data));
    try (Stream<Path> files = Files.list(data)) {
      assertEquals(List.of(data.resolve("secret")), files.toList());
    }
  }

  @Test
  void differs_in_another_folder() throws BadSetting {
    byte[] here = Secret.of(settings(folder.resolve("here")));
    byte[] there = Secret.of(settings(folder.resolve("there")));
    assertFalse(Arrays.equals(here, there));
  }

  @Test
  void that_is_given_is_used_and_nothing_is_stored() throws BadSetting {
    String secret = "correct horse battery staple, thrice";
    Settings given =
        Settings.of(
            Map.of("hubbub.data", folder.resolve("none").toString(), "hubbub.secret", secret));
    assertArrayEquals(secret.getBytes(StandardCharsets.UTF_8), Secret.of(given));
    assertFalse(Files.exists(folder.resolve("none")));
  }

  @Test
  void that_is_given_but_easily_guessed_is_refused_and_not_shown() {
    BadSetting fault =
        assertThrows(BadSetting.class, () -> Settings.of(Map.of("hubbub.secret", "hush")));
    String message = String.valueOf(fault.getMessage());
    assertTrue(message.contains("hubbub.secret: ********"), message);
    assertFalse(message.contains("hush"), message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "ab", "not hex", "0123456789abcdef0123456789abcdef"})
  void that_is_damaged_is_refused(String text) throws IOException, BadSetting {
    Secret.of(settings(folder));
    Files.writeString(folder.resolve("secret"), text);
    assertTrue(refusal(folder).contains("at least 64 hexadecimal digits"), refusal(folder));
  }

  @Test
  void that_everybody_on_the_machine_may_read_is_refused() throws BadSetting, IOException {
    Secret.of(settings(folder));
    allow(folder.resolve("secret"), "rw-r--r--");
    assertTrue(refusal(folder).contains("chmod 600 " + folder.resolve("secret")));
  }

  @Test
  void that_everybody_on_the_machine_may_replace_is_refused() throws BadSetting, IOException {
    Secret.of(settings(folder));
    allow(folder, "rwxrwxrwx");
    assertTrue(refusal(folder).contains("chmod 700 " + folder));
  }

  private String refusal(Path data) {
    BadSetting fault = assertThrows(BadSetting.class, () -> Secret.of(settings(data)));
    String message = String.valueOf(fault.getMessage());
    assertTrue(message.startsWith("hubbub.data: "), message);
    return message;
  }

  private static void allow(Path file, String mode) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }

  @Test
  void cannot_be_kept_where_there_is_no_folder() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "in the way");
    assertThrows(BadSetting.class, () -> Secret.of(settings(file)));
  }
}
