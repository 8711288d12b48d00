package hubbub.cluster.pekko;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;

/// Looks whether a process listens on another node's port.
final class PortProbe {
  private static final int TIMEOUT_MILLIS = 500;

  private PortProbe() {}

  /// Whether the machine of `node` answered that nobody listens there (ECONNREFUSED). A process
  /// that is stopped or busy does not refuse, nor does a network that is cut. Blocks for half a
  /// second at most. Connects from `self`, as all other connections do.
  static boolean isRefused(Endpoint self, Endpoint node) {
    try (Socket socket = new Socket()) {
      socket.bind(new InetSocketAddress(self.host(), 0));
      socket.connect(new InetSocketAddress(node.host(), node.port()), TIMEOUT_MILLIS);
      return false;
    } catch (ConnectException _) { // in so short a time for no other reason, in whatever language
      return true;
    } catch (IOException _) {
      return false;
    }
  }
}
