package hubbub.cluster.pekko;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortProbeTest {
  private static final String HOST = "127.0.0.1";
  private static final Endpoint SELF = new Endpoint(HOST, 0);

  @Test
  void knows_a_port_where_nobody_listens_any_more_from_one_where_somebody_does()
      throws IOException {
    Endpoint node;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      node = new Endpoint(HOST, socket.getLocalPort());
      assertFalse(PortProbe.isRefused(SELF, node));
    }
    assertTrue(PortProbe.isRefused(SELF, node));
  }

  /// Its connections are not accepted, and more than it lets wait are not even answered.
  @Test
  void does_not_take_a_process_that_is_stopped_for_one_that_is_gone() throws IOException {
    try (ServerSocket stopped = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Endpoint node = new Endpoint(HOST, stopped.getLocalPort());
      for (int i = 0; i < 5; i++) {
        assertFalse(PortProbe.isRefused(SELF, node));
      }
    }
  }

  @Test
  void does_not_take_a_name_that_leads_nowhere_for_a_process_that_is_gone() {
    assertFalse(PortProbe.isRefused(SELF, new Endpoint("nowhere.invalid", 1)));
  }
}
