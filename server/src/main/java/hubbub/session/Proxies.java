package hubbub.session;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/// The proxies in front of the server whose word about a client is taken: the setting
/// `hubbub.proxies`. Any thread.
public record Proxies(List<Cidr> trusted) {
  public Proxies {
    trusted = List.copyOf(trusted);
  }

  /// The client's address: the peer's own, or, behind trusted proxies, the rightmost hop of the
  /// `X-Forwarded-For` lines that is not one of them. A hop that is no address ends the search.
  public InetAddress clientOf(InetAddress peer, List<String> forwardedFor) {
    InetAddress client = peer;
    List<String> hops = List.of(String.join(",", forwardedFor).split(",", -1));
    for (int i = hops.size() - 1; i >= 0 && isTrusted(client); i--) {
      try {
        client = Cidr.address(hops.get(i));
      } catch (IllegalArgumentException _) {
        return client;
      }
    }
    return client;
  }

  /// Host and port by which the client calls the server.
  public Optional<String> hostOf(
      InetAddress peer, Optional<String> host, Optional<String> forwardedHost) {
    return isTrusted(peer) && forwardedHost.isPresent() ? forwardedHost : host;
  }

  private boolean isTrusted(InetAddress address) {
    return trusted.stream().anyMatch(block -> block.contains(address));
  }
}
