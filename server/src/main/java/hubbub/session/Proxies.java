package hubbub.session;

import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

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

  /// By what the client may call the server, host and port: what `Host` says, and what a trusted
  /// proxy says in `X-Forwarded-Host`, of which the first name is the client's.
  public List<String> hostsOf(InetAddress peer, List<String> host, List<String> forwardedHost) {
    return isTrusted(peer)
        ? Stream.concat(
                host.stream(), forwardedHost.stream().map(line -> line.split(",", 2)[0].strip()))
            .toList()
        : host;
  }

  boolean isTrusted(InetAddress address) {
    return trusted.stream().anyMatch(block -> block.contains(address));
  }
}
