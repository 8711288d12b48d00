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
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretTest {
  @TempDir Path folder;

  private static byte[] secretIn(Path data) throws BadSetting {
    Settings settings = Settings.of(Map.of("hubbub.data", data.toString()));
    try (DataFolder opened = DataFolder.open(settings)) {
      return Secret.of(settings, opened);
    }
  }

  @Test
  void is_generated_once_and_readable_only_by_its_owner() throws BadSetting, IOException {
    Path data = folder.resolve("new").resolve("data");
    byte[] first = secretIn(data);
    assertEquals(32, first.length);
    assertArrayEquals(first, secretIn(data));
    assertEquals(
        PosixFilePermissions.fromString("rw-------"),
        Files.getPosixFilePermissions(data.resolve("secret")));
    try (Stream<Path> files = Files.list(data)) {
      assertEquals(Set.of("lock", "secret"), namesOf(files));
    }
  }

  private static Set<String> namesOf(Stream<Path> files) {
    return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
  }

  @Test
  void differs_in_another_folder() throws BadSetting {
    byte[] here = secretIn(folder.resolve("here"));
    byte[] there = secretIn(folder.resolve("there"));
    assertFalse(Arrays.equals(here, there));
  }

  @Test
  void that_is_given_is_used_and_not_stored() throws BadSetting {
    String secret = "correct horse battery staple, thrice";
    Settings given = Settings.of(Map.of("hubbub.data", folder.toString(), "hubbub.secret", secret));
    try (DataFolder data = DataFolder.open(given)) {
      assertArrayEquals(secret.getBytes(StandardCharsets.UTF_8), Secret.of(given, data));
    }
    assertFalse(Files.exists(folder.resolve("secret")));
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
    secretIn(folder);
    Files.writeString(folder.resolve("secret"), text);
    assertTrue(refusal(folder).contains("at least 64 hexadecimal digits"), refusal(folder));
  }

  @Test
  void that_everybody_on_the_machine_may_read_is_refused() throws BadSetting, IOException {
    secretIn(folder);
    allow(folder.resolve("secret"), "rw-r--r--");
    assertTrue(refusal(folder).contains("chmod 600 " + folder.resolve("secret")));
  }

  private String refusal(Path data) {
    BadSetting fault = assertThrows(BadSetting.class, () -> secretIn(data));
    String message = String.valueOf(fault.getMessage());
    assertTrue(message.startsWith("hubbub.data: "), message);
    return message;
  }

  private static void allow(Path file, String mode) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }
}
