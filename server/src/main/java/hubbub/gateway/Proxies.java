package hubbub.gateway;

import io.netty.handler.codec.http.HttpHeaders;
import java.net.SocketAddress;
import java.util.Optional;

/// What a trusted proxy in front of the server says of a client. Any thread.
public interface Proxies {
  /// The client's address: the peer's own, or the rightmost untrusted hop of `X-Forwarded-For`.
  String clientOf(SocketAddress peer, HttpHeaders headers);

  /// Host and port by which the client calls the server.
  Optional<String> hostOf(SocketAddress peer, HttpHeaders headers);
}
