package hubbub.http;

import hubbub.session.SilentProxy;
import hubbub.topic.AddressPrefix;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Allows only the addresses in the setting `hubbub.metrics.allow` to read health and metrics.
@ServerFilter({"/health/**", "/metrics/**"})
final class OperatorAccess {
  private final HttpContext httpContext;

  OperatorAccess(HttpContext httpContext) {
    this.httpContext = httpContext;
  }

  /// Returns a refusal, or null to let the request through.
  @RequestFilter
  @Nullable HttpResponse<?> judge(HttpRequest<?> request) {
    InetAddress peer = request.getRemoteAddress().getAddress();
    if (SilentProxy.detect(httpContext.proxies(), peer, request.getHeaders()::getAll)) {
      return refused(
          request, "The proxy does not say who the client is: it sends no X-Forwarded-For.");
    }
    Optional<AddressPrefix> client =
        httpContext
            .proxies()
            .clientOf(peer, request.getHeaders().getAll("X-Forwarded-For"))
            .address();
    return client.stream()
            .anyMatch(it -> httpContext.allowed().stream().anyMatch(block -> block.contains(it)))
        ? null
        : refused(request, "The setting hubbub.metrics.allow does not include your address.");
  }

  private static HttpResponse<?> refused(HttpRequest<?> request, String detail) {
    return Problem.of(request, HttpStatus.FORBIDDEN, "forbidden", detail, Map.of());
  }
}
