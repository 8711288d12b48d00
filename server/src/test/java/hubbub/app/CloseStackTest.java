package hubbub.app;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CloseStackTest {
  @TempDir Path folder;

  @Nested
  class Closing {
    private final List<String> closed = new ArrayList<>();
    private final CloseStack layers = new CloseStack();

    @Test
    void goes_from_the_top_down_and_once() {
      layers.add(() -> closed.add("bottom"));
      layers.add(() -> closed.add("top"));
      layers.close();
      layers.close();
      assertEquals(List.of("top", "bottom"), closed);
    }

    @Test
    void continues_after_one_that_fails() {
      layers.add(() -> closed.add("bottom"));
      layers.add(() -> {
        throw new IllegalStateException("stuck");
      });
      assertThrows(IllegalStateException.class, layers::close);
      assertEquals(List.of("bottom"), closed);
    }
  }

  @Nested
  class A_server_that_does_not_start {
    private Settings on(int port) throws BadSetting {
      return Settings.of(
          Map.of("hubbub.port", String.valueOf(port), "hubbub.data", folder.toString()));
    }

    @Test
    void leaves_no_port_and_no_thread_behind_when_its_topics_are_not_ready_in_time()
        throws Exception {
      int port = freePort();
      Set<Thread> before = threads();
      assertThrows(
          CompletionException.class,
          () -> Hubbub.start(on(port), Plugins.onClassPath(), Duration.ZERO));
      try (ServerSocket again = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        assertEquals(port, again.getLocalPort());
      }
      await().untilAsserted(() -> assertEquals(Set.of(), engines(before)));
    }

    @Test
    void leaves_no_thread_behind_when_its_port_is_taken() throws Exception {
      Set<Thread> before = threads();
      assertThrows(
          BadSetting.class,
          () -> {
            try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
              Hubbub.start(on(taken.getLocalPort()));
            }
          });
      await().untilAsserted(() -> assertEquals(Set.of(), engines(before)));
    }

    private static int freePort() throws IOException {
      try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        return free.getLocalPort();
      }
    }

    private static Set<Thread> threads() {
      return new HashSet<>(Thread.getAllStackTraces().keySet());
    }

    /// The names of Hubbub's and the event loops' threads, without those in `before`.
    private static Set<String> engines(Set<Thread> before) {
      Set<Thread> now = threads();
      now.removeAll(before);
      return now.stream()
          .map(Thread::getName)
          .filter(name -> name.startsWith("hubbub-") || name.contains("EventLoopGroup"))
          .collect(Collectors.toSet());
    }
  }
}
