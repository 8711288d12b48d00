package hubbub.http;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.web.router.resource.StaticResourceResolver;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Allows only GET and HEAD on the page's files: by itself, the HTTP server serves them whatever
/// the method.
@ServerFilter("/**")
final class ReadOnlyFiles {
  private final StaticResourceResolver files;

  ReadOnlyFiles(StaticResourceResolver files) {
    this.files = files;
  }

  /// Returns a refusal, or null to let the request through.
  @RequestFilter
  @Nullable HttpResponse<?> judge(HttpRequest<?> request) {
    boolean isRead =
        request.getMethod() == HttpMethod.GET || request.getMethod() == HttpMethod.HEAD;
    return isRead || files.resolve(request.getUri().getPath()).isEmpty()
        ? null
        : Problem.of(
                request,
                HttpStatus.METHOD_NOT_ALLOWED,
                "method_not_allowed",
                "Files can only be read.",
                Map.of())
            .header(HttpHeaders.ALLOW, "GET, HEAD");
  }
}
