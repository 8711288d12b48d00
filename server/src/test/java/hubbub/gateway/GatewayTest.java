package hubbub.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hubbub.phoenix.RawSocket;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What a connection has to do to be kept, on a gateway with little patience and no topics behind
/// it.
class GatewayTest {
  private final LoneGateway gateway =
      new LoneGateway(
          new Limits(Duration.ofMillis(300), Duration.ofSeconds(2), Duration.ofMillis(300)));

  @AfterEach
  void stop() {
    gateway.close();
  }

  private RawSocket connect() throws IOException {
    RawSocket socket =
        RawSocket.send(gateway.port(), RawSocket.handshake(gateway.port(), "?vsn=2.0.0", ""));
    assertTrue(socket.head().startsWith("HTTP/1.1 101"));
    return socket;
  }

  @Test
  void er_05_an_idle_one_is_closed_with_a_code_that_clients_come_back_from() throws IOException {
    try (RawSocket idle = connect()) {
      assertEquals(1001, idle.closeCode());
      assertTrue(idle.isAtEnd());
    }
    gateway.awaitConnections(0);
  }

  @Test
  void any_byte_is_a_sign_of_life() throws IOException {
    try (RawSocket lively = connect()) {
      for (int i = 0; i < 15; i++) {
        lively.frame(0x8a, new byte[0]);
        assertTrue(lively.isSilentFor(100));
      }
      assertThrows(SocketTimeoutException.class, () -> lively.nextWithin(1));
    }
  }

  @Test
  void er_07_draining_closes_all_with_1012_and_turns_others_away() throws IOException {
    try (RawSocket one = connect();
        RawSocket two = connect()) {
      gateway.drainInBackground();
      assertEquals(1012, one.closeCode());
      assertEquals(1012, two.closeCode());
    }
    gateway.awaitConnections(0);
    try (RawSocket late =
        RawSocket.send(gateway.port(), RawSocket.handshake(gateway.port(), "?vsn=2.0.0", ""))) {
      assertTrue(late.head().startsWith("HTTP/1.1 503"));
    }
  }

  @Test
  void one_that_asks_and_takes_nothing_is_closed_and_holds_little() throws IOException {
    try (RawSocket stalled = connect()) {
      byte[] heartbeat =
          RawSocket.masked(
              0x81,
              "[null,\"1\",\"phoenix\",\"heartbeat\",{}]"
                  .getBytes(java.nio.charset.StandardCharsets.UTF_8));
      assertThrows(
          IOException.class,
          () -> {
            for (int i = 0; i < 10_000_000; i++) {
              stalled.bytes(heartbeat);
            }
          });
    }
    gateway.awaitConnections(0);
  }
}
