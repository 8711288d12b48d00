package hubbub.session;

import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A trusted proxy that does not say whom a request is for: it sends no `X-Forwarded-For` that can
/// be used. To the server all its clients have one address, the proxy's own, which is usually that
/// of the machine itself; so what only the machine itself may do, such a request may not. Any
/// thread.
public final class SilentProxy {
  private static final Logger LOG = LoggerFactory.getLogger(SilentProxy.class);
  private static final AtomicBoolean IS_REPORTED = new AtomicBoolean();
  private static final String FORWARDED_FOR = "X-Forwarded-For";

  /// Headers that proxies add, and others do not send.
  private static final List<String> SIGNS =
      List.of(
          "Via",
          "Forwarded",
          FORWARDED_FOR,
          "X-Forwarded-Proto",
          "X-Forwarded-Host",
          "X-Forwarded-Port",
          "X-Forwarded-Server",
          "X-Real-IP",
          "X-Client-IP",
          "CF-Connecting-IP",
          "True-Client-IP");

  /// Domains that the rest of the world does not see.
  private static final Set<String> LOCAL_DOMAINS =
      Set.of("localhost", "local", "internal", "lan", "svc", "arpa");

  private SilentProxy() {}

  /// Whether such a proxy stands between the server and the client of a request that came from
  /// `peer`; `headers` has the lines of a header. The log tells of the first one.
  public static boolean isBetween(
      Proxies proxies, InetAddress peer, Function<String, List<String>> headers) {
    if (!proxies.isTrusted(peer) || isClientNamed(headers.apply(FORWARDED_FOR))) {
      return false;
    }
    Optional<String> sign = signOf(headers);
    if (sign.isPresent() && IS_REPORTED.compareAndSet(false, true)) {
      LOG.warn(
          "A proxy at {} does not say whom its requests are for: they have no usable"
              + " X-Forwarded-For (that it is a proxy shows in the header {}). All its clients share"
              + " one address, and none of them may read /metrics and /health. Have it send"
              + " X-Forwarded-For, see docs/deploy.md",
          peer.getHostAddress(),
          sign.get());
    }
    return sign.isPresent();
  }

  /// Whether the hop that the proxy added is an address.
  private static boolean isClientNamed(List<String> forwardedFor) {
    String hops = String.join(",", forwardedFor);
    return Proxies.hop(hops.substring(hops.lastIndexOf(',') + 1)).isPresent();
  }

  private static Optional<String> signOf(Function<String, List<String>> headers) {
    return SIGNS.stream()
        .filter(name -> !headers.apply(name).isEmpty())
        .findFirst()
        .or(() ->
            Optional.of("Host")
                .filter(name -> !headers.apply(name).stream().allMatch(SilentProxy::isLocal)));
  }

  /// Whether only who is near calls the server so: by a name without a dot or in a domain that is
  /// not public, or by an address that is not.
  static boolean isLocal(String host) {
    String name = host.strip().toLowerCase(Locale.ROOT).replaceFirst(":\\d*$", "");
    try {
      return isLocal(InetAddress.ofLiteral(name.replaceAll("^\\[|\\]$", "")));
    } catch (IllegalArgumentException _) {
      String bare = name.replaceFirst("\\.$", "");
      return LOCAL_DOMAINS.contains(bare.substring(bare.lastIndexOf('.') + 1))
          || !bare.contains(".");
    }
  }

  private static boolean isLocal(InetAddress address) {
    byte[] bytes = address.getAddress();
    boolean isUniqueLocal = bytes.length == 16 && (bytes[0] & 0xfe) == 0xfc; // RFC 4193
    return address.isLoopbackAddress()
        || address.isAnyLocalAddress()
        || address.isSiteLocalAddress()
        || address.isLinkLocalAddress()
        || isUniqueLocal;
  }
}
