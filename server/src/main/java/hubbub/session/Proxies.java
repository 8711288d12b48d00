package hubbub.session;

import hubbub.topic.AddressPrefix;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// How clients' addresses are found: the proxies in front of the server whose word about a client
/// is taken (the setting `hubbub.proxies`), and how many bits of an address count as one
/// (`hubbub.prefix.v4`, `hubbub.prefix.v6`). Any thread.
public record Proxies(List<AddressPrefix> trusted, int v4Bits, int v6Bits) {
  public Proxies {
    trusted = List.copyOf(trusted);
  }

  /// The client's address: the peer's own, or, behind trusted proxies, the rightmost hop of the
  /// `X-Forwarded-For` lines that is not one of them. A hop that is no address ends the search.
  public ClientAddress clientOf(InetAddress peer, List<String> forwardedFor) {
    AddressPrefix client = AddressPrefix.of(peer.getAddress());
    boolean isNobodys = isTrusted(client) || (peer.isLoopbackAddress() && forwardedFor.isEmpty());
    List<String> hops = List.of(String.join(",", forwardedFor).split(",", -1));
    for (int i = hops.size() - 1; i >= 0 && isTrusted(client); i--) {
      Optional<AddressPrefix> hop = hop(hops.get(i));
      if (hop.isEmpty()) {
        break;
      }
      client = hop.get();
      isNobodys = false;
    }
    return new ClientAddress(
        client, isNobodys ? Optional.empty() : Optional.of(client.within(v4Bits, v6Bits)));
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
    return isTrusted(AddressPrefix.of(address.getAddress()));
  }

  private boolean isTrusted(AddressPrefix address) {
    return trusted.stream().anyMatch(block -> block.contains(address));
  }

  /// The address that a header names, if it is one; a port behind it is left out.
  static Optional<AddressPrefix> hop(String text) {
    String bare = text.strip();
    if (bare.startsWith("[") && bare.indexOf(']') > 0) {
      bare = bare.substring(1, bare.indexOf(']'));
    } else if (bare.chars().filter(c -> c == ':').count() == 1) {
      bare = bare.substring(0, bare.indexOf(':'));
    }
    try {
      return bare.indexOf('/') < 0 ? Optional.of(AddressPrefix.parse(bare)) : Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
