package hubbub.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import hubbub.phoenix.PhoenixClient;
import hubbub.phoenix.TestServer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A server whose data folder takes nothing more while it runs. Root alone can mount a small disk;
/// for others, there is nothing to try.
class FullDiskTest {
  private static final String ROOM = "room:lobby";

  @TempDir private Path folder;
  private Path disk;

  @BeforeEach
  void mount() throws Exception {
    disk = Files.createDirectory(folder.resolve("disk"));
    assumeTrue(isDone("mount", "-t", "tmpfs", "-o", "size=32m,mode=700", "tmpfs"), "may not mount");
  }

  @AfterEach
  void unmount() throws Exception {
    while (isDone("umount")) {
      // one for each mount
    }
  }

  /// Runs `command` with the disk behind it.
  private boolean isDone(String... command) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of(command));
    all.add(disk.toString());
    return new ProcessBuilder(all).redirectErrorStream(true).start().waitFor() == 0;
  }

  private TestServer start() {
    return TestServer.start(Map.of("hubbub.data", disk.toString(), "hubbub.spam.enabled", "false"));
  }

  private void fill() throws IOException {
    try (OutputStream out = Files.newOutputStream(disk.resolve("full"))) {
      while (true) {
        out.write(new byte[64 * 1024]);
      }
    } catch (IOException e) {
      assertEquals("No space left on device", e.getMessage());
    }
  }

  private static void say(PhoenixClient ann) {
    assertEquals("ok", ann.ask(ROOM, "send", "{\"body\":\"hello\"}").status());
  }

  private void assertStartsWithEmptyRooms() {
    assertFalse(Files.exists(disk.resolve("handover")));
    assertFalse(Files.exists(disk.resolve("handover.new")));
    try (TestServer next = start();
        PhoenixClient ann = PhoenixClient.connect(next.port(), "ann")) {
      assertEquals(0, ann.joined(ROOM).path("history").size());
      say(ann);
    }
  }

  @Test
  void chats_on_without_room_and_leaves_nothing_half_written() throws Exception {
    try (TestServer server = start();
        PhoenixClient ann = PhoenixClient.connect(server.port(), "ann")) {
      ann.joined(ROOM);
      fill();
      say(ann);
    }
    Files.delete(disk.resolve("full"));
    assertStartsWithEmptyRooms();
  }

  @Test
  void chats_on_where_it_may_no_longer_write() throws Exception {
    try (TestServer server = start();
        PhoenixClient ann = PhoenixClient.connect(server.port(), "ann")) {
      ann.joined(ROOM);
      assertTrue(isDone("mount", "--bind", disk.toString()));
      assertTrue(isDone("mount", "-o", "remount,bind,ro"));
      say(ann);
    }
    assertTrue(isDone("umount"));
    assertStartsWithEmptyRooms();
  }
}
