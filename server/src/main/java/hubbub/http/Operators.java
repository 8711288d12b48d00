package hubbub.http;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.net.InetAddress;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Lets only those read health and metrics whom the setting `hubbub.metrics.allow` names.
@ServerFilter({"/health/**", "/metrics/**"})
final class Operators {
  private final Facts facts;

  Operators(Facts facts) {
    this.facts = facts;
  }

  /// A refusal, or null to go on.
  @RequestFilter
  @Nullable HttpResponse<?> judge(HttpRequest<?> request) {
    InetAddress client =
        facts
            .proxies()
            .clientOf(
                request.getRemoteAddress().getAddress(),
                request.getHeaders().getAll("X-Forwarded-For"));
    boolean isAllowed = facts.allowed().stream().anyMatch(block -> block.contains(client));
    return isAllowed
        ? null
        : HttpResponse.status(io.micronaut.http.HttpStatus.FORBIDDEN)
            .body(Map.of("reason", "not in hubbub.metrics.allow"));
  }
}
