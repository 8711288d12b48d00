package hubbub.http;

import hubbub.session.Proxies;
import hubbub.topic.AddressPrefix;
import hubbub.topic.Topics;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// What HTTP shows of the server, and to whom: `isListed` by kind; `allowed` may read health and
/// metrics.
public record HttpContext(
    Topics topics,
    Predicate<String> isListed,
    Supplier<Phase> phase,
    Supplier<String> metrics,
    Proxies proxies,
    List<AddressPrefix> allowed) {

  /// How far the server has got; topics can be joined while it is up.
  public enum Phase {
    STARTING,
    UP,
    STOPPING
  }

  public HttpContext {
    allowed = List.copyOf(allowed);
  }
}
