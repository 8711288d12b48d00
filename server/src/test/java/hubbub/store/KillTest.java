package hubbub.store;

import static hubbub.store.Given.ANN;
import static hubbub.store.Given.LOBBY;
import static hubbub.store.Given.resultOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hubbub.topic.port.TopicStore.AuditPart;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KillTest {
  @TempDir Path folder;

  @Test
  void leaves_what_was_acknowledged() throws Exception {
    String url = "jdbc:sqlite:" + folder.resolve("hubbub.db");
    Process writer =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                KilledWriter.class.getName(),
                url)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertEquals(KilledWriter.WRITTEN, writer.inputReader().readLine());
    int _ = writer.destroyForcibly().waitFor();
    try (Store store = Store.open(new StoreSettings(url, "", "", Duration.ofDays(1)))) {
      assertTrue(resultOf(store.topics().standing(LOBBY, List.of(ANN))).ban().isPresent());
      assertEquals(
          1,
          resultOf(store.topics().audit(LOBBY, AuditPart.ofAll(Optional.empty(), 10)))
              .entries()
              .size());
    }
  }
}
