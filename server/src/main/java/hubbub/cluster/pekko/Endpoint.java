package hubbub.cluster.pekko;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where a node can be reached: the host as other nodes write it, and its port.
public record Endpoint(String host, int port) implements Comparable<Endpoint> {
  private static final Pattern TEXT = Pattern.compile("([A-Za-z0-9._-]+):(\\d{1,5})");
  private static final int HIGHEST_PORT = 65_535;
  private static final Comparator<Endpoint> ORDER =
      Comparator.comparing(Endpoint::host).thenComparingInt(Endpoint::port);

  public Endpoint {
    if (port < 0 || port > HIGHEST_PORT) {
      throw new IllegalArgumentException("port: " + port + " (expected: 0 to 65535)");
    }
  }

  /// Reads `host:port`.
  ///
  /// @throws IllegalArgumentException for anything else
  public static Endpoint parse(String text) {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException("endpoint: " + text + " (expected: host:port)");
    }
    return new Endpoint(parts.group(1), Integer.parseInt(parts.group(2)));
  }

  /// By host, as text, then by port.
  @Override
  public int compareTo(Endpoint other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
