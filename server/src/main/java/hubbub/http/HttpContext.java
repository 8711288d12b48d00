package hubbub.http;

import hubbub.session.Proxies;
import hubbub.topic.AddressPrefix;
import hubbub.topic.port.Topics;
import io.micronaut.http.HttpRequest;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// What the HTTP server needs from the rest of Hubbub. `store` says how the store is; `allowed` are
/// the addresses that may read health and metrics.
public record HttpContext(
    Topics topics,
    Supplier<Phase> phase,
    Supplier<StoreState> store,
    Supplier<String> metrics,
    AccountsContext accounts,
    ApiContext api,
    Proxies proxies,
    List<AddressPrefix> allowed) {

  /// The server's phase; topics can be joined while it is `UP`.
  public enum Phase {
    STARTING,
    UP,
    CUT_OFF,
    STOPPING
  }

  /// Whether the store answers; `NONE` if the server has none.
  public enum StoreState {
    UP,
    DOWN,
    NONE
  }

  public HttpContext {
    allowed = List.copyOf(allowed);
  }

  /// The address that limits on a request apply to; empty if none do, because it is a trusted proxy
  /// or this machine.
  Optional<AddressPrefix> addressOf(HttpRequest<?> request) {
    return proxies
        .clientOf(
            request.getRemoteAddress().getAddress(), request.getHeaders().getAll("X-Forwarded-For"))
        .prefix();
  }
}
