package hubbub.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// With `WRITE_DOCS` in the environment, the test rewrites the page.
class SettingsPageTest {
  private static final Path PAGE = Path.of("..", "docs", "settings.md");

  @Test
  void docs_settings_md_is_what_the_table_says() throws IOException {
    String page = SettingsPage.markdown();
    if (System.getenv("WRITE_DOCS") != null) {
      Files.writeString(PAGE, page);
    }
    assertEquals(
        page,
        Files.readString(PAGE),
        "stale; to write it anew: WRITE_DOCS=1 mvn -pl server -am test -Dtest=SettingsPageTest"
            + " -Dsurefire.failIfNoSpecifiedTests=false");
  }

  @Test
  void every_setting_says_what_it_does() {
    SettingsTable.ALL.forEach(setting -> assertTrue(setting.about().endsWith("."), setting.name()));
  }
}
