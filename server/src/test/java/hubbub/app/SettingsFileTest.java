package hubbub.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The sample file of settings in a release. With `WRITE_DOCS` in the environment, the test
/// rewrites it.
class SettingsFileTest {
  private static final Path SAMPLE = Path.of("..", "packaging", "files", "hubbub.yaml");

  @TempDir Path folder;

  @Test
  void is_what_the_table_says() throws IOException {
    String yaml = SettingsFile.yaml();
    if (System.getenv("WRITE_DOCS") != null) {
      Files.writeString(SAMPLE, yaml);
    }
    assertEquals(
        yaml,
        Files.readString(SAMPLE),
        "stale; to write it anew: WRITE_DOCS=1 mvn -pl server -am test -Dtest=SettingsFileTest"
            + " -Dsurefire.failIfNoSpecifiedTests=false");
  }

  @Test
  void changes_nothing_as_it_comes() throws Exception {
    assertEquals(
        Settings.of(Map.of()).lines(),
        SettingSources.read(Optional.of(SAMPLE), Map.of(), Map.of()).lines());
  }

  @Test
  void sets_every_setting_to_its_default_when_all_of_it_is_uncommented() throws Exception {
    Path all = folder.resolve("all.yaml");
    Files.writeString(all, SettingsFile.yaml().replaceAll("(?m)^#hubbub", "hubbub"));
    Settings settings = SettingSources.read(Optional.of(all), Map.of(), Map.of());
    Settings defaults = Settings.of(Map.of());
    for (Setting<?> setting : SettingsTable.ALL) {
      assertEquals(all.toString(), settings.origin(setting.name()));
      assertEquals(defaults.text(setting.name(), setting), settings.text(setting.name(), setting));
    }
    assertEquals(List.of("room"), List.copyOf(settings.kinds()));
    assertEquals(settings.kind("room").history(), defaults.kind("room").history());
    assertTrue(
        settings.lines().stream().allMatch(line -> line.endsWith("# " + all)),
        settings.lines()::toString);
  }

  @Test
  void has_no_line_that_is_too_long_to_read() {
    SettingsFile.yaml().lines().forEach(line -> assertTrue(line.length() <= 100, line));
  }
}
