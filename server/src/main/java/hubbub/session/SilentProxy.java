package hubbub.session;

import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Detects a trusted proxy that does not name its clients: it sends no usable `X-Forwarded-For`. To
/// the server, all its clients have the proxy's own address, which is usually that of the server's
/// machine. So such a request may not do what is reserved to that machine. Any thread.
public final class SilentProxy {
  private static final Logger LOG = LoggerFactory.getLogger(SilentProxy.class);
  private static final AtomicBoolean IS_REPORTED = new AtomicBoolean();
  private static final String FORWARDED_FOR = "X-Forwarded-For";

  /// Headers that proxies add and direct clients do not send.
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

  private SilentProxy() {}

  /// Looks for such a proxy between the server and the client of a request from `peer`, and logs
  /// the first one. `headers` returns all lines of a header.
  ///
  /// @return whether there is one
  public static boolean detect(
      Proxies proxies, InetAddress peer, Function<String, List<String>> headers) {
    if (!proxies.isTrusted(peer) || isClientNamed(headers.apply(FORWARDED_FOR))) {
      return false;
    }
    Optional<String> sign = signOf(headers);
    if (sign.isPresent() && IS_REPORTED.compareAndSet(false, true)) {
      LOG.warn(
          "The proxy at {} does not say who its clients are: its requests have no usable"
              + " X-Forwarded-For (the header {} shows that it is a proxy). All its clients share one"
              + " address, and none of them may read /metrics or /health. Have it send"
              + " X-Forwarded-For, see docs/operate.md",
          peer.getHostAddress(),
          sign.get());
    }
    return sign.isPresent();
  }

  /// Whether the last hop, which the proxy added, is an address.
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

  /// Whether `host` names the server only locally: by a [local name][LocalNames] or a non-public
  /// address.
  static boolean isLocal(String host) {
    String name = host.strip().toLowerCase(Locale.ROOT).replaceFirst(":\\d*$", "");
    try {
      return isLocal(InetAddress.ofLiteral(name.replaceAll("^\\[|\\]$", "")));
    } catch (IllegalArgumentException _) {
      return LocalNames.contain(name.replaceFirst("\\.$", ""));
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
