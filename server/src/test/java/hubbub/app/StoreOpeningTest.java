package hubbub.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hubbub.topic.AuditEntry;
import hubbub.topic.LastingAct;
import hubbub.topic.TopicName;
import hubbub.topic.TopicSettings;
import hubbub.topic.port.TopicStore.Written;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreOpeningTest {
  private static final TopicName LOBBY = new TopicName("room:lobby");

  @TempDir Path folder;

  private static Hubbub start(Path data, Map<String, String> more) throws BadSetting {
    Map<String, String> settings = new HashMap<>(more);
    settings.put("hubbub.port", "0");
    settings.put("hubbub.data", data.toString());
    return Hubbub.start(Settings.of(settings));
  }

  private static CompletableFuture<Written> register(Hubbub hubbub) {
    AuditEntry entry =
        new AuditEntry(
            1,
            "register",
            new AuditEntry.Party("ann", Optional.empty(), Optional.empty()),
            Optional.empty(),
            Optional.empty(),
            OptionalLong.empty(),
            Optional.empty());
    return hubbub
        .topicStore()
        .write(LOBBY, new LastingAct.Register(TopicSettings.DEFAULT, List.of()), entry)
        .toCompletableFuture();
  }

  @Test
  void gives_a_server_what_the_last_one_on_its_folder_kept() throws BadSetting {
    try (Hubbub first = start(folder, Map.of())) {
      assertEquals(LastingAct.Result.DONE, register(first).join().result());
    }
    try (Hubbub next = start(folder, Map.of())) {
      assertTrue(next.topicStore().mayBeRegistered(LOBBY));
    }
  }

  @Test
  void gives_a_server_none_whose_folder_cannot_be_used() throws BadSetting, IOException {
    Path file = Files.writeString(folder.resolve("file"), "in the way");
    try (Hubbub hubbub = start(file, Map.of("hubbub.secret", "hush".repeat(8)))) {
      assertFalse(hubbub.topicStore().mayBeRegistered(LOBBY));
      assertTrue(register(hubbub).isCompletedExceptionally());
    }
  }

  @Test
  void leaves_a_folder_that_cannot_be_used_alone_if_the_store_is_elsewhere()
      throws BadSetting, IOException {
    Path file = Files.writeString(folder.resolve("file"), "in the way");
    Map<String, String> elsewhere =
        Map.of(
            "hubbub.secret",
            "hush".repeat(8),
            "hubbub.store.url",
            "jdbc:sqlite:" + folder.resolve("kept.db"));
    try (Hubbub hubbub = start(file, elsewhere)) {
      assertEquals(LastingAct.Result.DONE, register(hubbub).join().result());
    }
  }
}
