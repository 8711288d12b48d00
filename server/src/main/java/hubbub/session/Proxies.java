package hubbub.session;

import hubbub.topic.AddressPrefix;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Finds clients' addresses. `trusted` are the proxies whose forwarded headers are believed (the
/// setting `hubbub.proxies`). Addresses that share the first `v4Bits` or `v6Bits` bits count as one
/// client (`hubbub.prefix.v4`, `hubbub.prefix.v6`). Any thread.
public record Proxies(List<AddressPrefix> trusted, int v4Bits, int v6Bits) {
  public Proxies {
    trusted = List.copyOf(trusted);
  }

  /// The client's address: the peer's own, or, behind trusted proxies, the rightmost hop in
  /// `X-Forwarded-For` that is not a trusted proxy. If that is no address, the client is a stranger
  /// of unknown address.
  public ClientAddress clientOf(InetAddress peer, List<String> forwardedFor) {
    AddressPrefix client = AddressPrefix.of(peer.getAddress());
    if (forwardedFor.isEmpty()) {
      boolean isNobodys = isTrusted(client) || peer.isLoopbackAddress();
      return new ClientAddress(
          Optional.of(client), isNobodys ? Optional.empty() : Optional.of(limited(client)));
    }
    List<String> hops = List.of(String.join(",", forwardedFor).split(",", -1));
    for (int i = hops.size() - 1; i >= 0 && isTrusted(client); i--) {
      Optional<AddressPrefix> hop = hop(hops.get(i));
      if (hop.isEmpty()) {
        return new ClientAddress(Optional.empty(), Optional.empty());
      }
      client = hop.get();
    }
    return new ClientAddress(Optional.of(client), Optional.of(limited(client)));
  }

  /// The block by which a ban of `asked` reaches clients, since several addresses may count as one.
  /// Empty if it reaches nobody: trusted proxies have no address of their own.
  public Optional<AddressPrefix> bannable(AddressPrefix asked) {
    return isTrusted(asked) ? Optional.empty() : Optional.of(limited(asked));
  }

  private AddressPrefix limited(AddressPrefix client) {
    return client.within(v4Bits, v6Bits);
  }

  /// The names (host and port) that the client may have used for the server: `Host`, and, from a
  /// trusted proxy, the first name of each `X-Forwarded-Host` line.
  public List<String> hostsOf(InetAddress peer, List<String> host, List<String> forwardedHost) {
    return isTrusted(peer)
        ? Stream.concat(
                host.stream(), forwardedHost.stream().map(line -> line.split(",", 2)[0].strip()))
            .toList()
        : host;
  }

  /// Whether the client's end of the line is known to speak TLS: a trusted proxy says so in the
  /// first word of `X-Forwarded-Proto`, or, if none says anything, `isSecure`: the server does.
  public boolean isSecure(InetAddress peer, List<String> forwardedProto, boolean isSecure) {
    if (forwardedProto.isEmpty() || !isTrusted(peer)) {
      return isSecure;
    }
    String scheme = forwardedProto.getFirst().split(",", 2)[0].strip();
    return scheme.equalsIgnoreCase("https") || scheme.equalsIgnoreCase("wss");
  }

  boolean isTrusted(InetAddress address) {
    return isTrusted(AddressPrefix.of(address.getAddress()));
  }

  private boolean isTrusted(AddressPrefix address) {
    return trusted.stream().anyMatch(block -> block.contains(address));
  }

  /// Parses one hop; a port is ignored. Empty if it is not an address.
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
