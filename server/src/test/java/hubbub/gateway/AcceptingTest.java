package hubbub.gateway;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a listening socket does when connections cannot be accepted.
class AcceptingTest {
  private final EmbeddedChannel listener = new EmbeddedChannel(new Accepting());

  @BeforeEach
  void stopTheClock() {
    listener.freezeTime();
  }

  @Test
  void without_file_descriptors_it_tries_again_after_a_second_and_nothing_else_logs_it() {
    for (int second = 0; second < 3; second++) {
      listener.pipeline().fireExceptionCaught(new IOException("accept: too many open files"));
      listener.checkException();
      assertFalse(listener.config().isAutoRead());
      listener.advanceTimeBy(Accepting.PAUSE_SECONDS, TimeUnit.SECONDS);
      listener.runScheduledPendingTasks();
      assertTrue(listener.config().isAutoRead());
    }
  }

  @Test
  void a_bug_is_passed_on() {
    listener.pipeline().fireExceptionCaught(new IllegalStateException("a bug, as the test wants"));
    assertThrows(IllegalStateException.class, listener::checkException);
    assertTrue(listener.config().isAutoRead());
  }
}
