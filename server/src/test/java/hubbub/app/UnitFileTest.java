package hubbub.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The systemd unit in a release.
class UnitFileTest {
  private static final Path UNIT = Path.of("..", "packaging", "files", "systemd", "hubbub.service");
  private static final Pattern TIMEOUT = Pattern.compile("(?m)^TimeoutStopSec=(\\d+)$");

  @Test
  void leaves_half_a_minute_after_the_longest_drain_to_write_the_topics() throws Exception {
    long longest = timeout() - 30;
    Duration drain = Settings.of(Map.of("hubbub.drain", longest + "s")).get(SettingsTable.DRAIN);
    assertEquals(longest, drain.toSeconds());
    assertThrows(BadSetting.class, () -> Settings.of(Map.of("hubbub.drain", (longest + 1) + "s")));
  }

  @Test
  void tries_again_for_as_long_as_it_takes_what_may_pass_by_itself() throws IOException {
    String unit = Files.readString(UNIT);
    assertTrue(unit.contains("\nStartLimitIntervalSec=0\n"));
    assertTrue(unit.contains("\nRestart=on-failure\n"));
    assertTrue(unit.contains("\nRestartPreventExitStatus=2\n"));
  }

  private static long timeout() throws IOException {
    Matcher found = TIMEOUT.matcher(Files.readString(UNIT));
    assertTrue(found.find());
    return Long.parseLong(found.group(1));
  }
}
