package hubbub.http;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;

/// What browsers are told with every answer: scripts, styles and connections of this server alone,
/// no guessing of types, no referrer; files whose names change with their content are kept for
/// good, all else is asked for anew.
@ServerFilter("/**")
final class PageHeaders {
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'"
          + " data:; font-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self';"
          + " frame-ancestors 'self'";

  @ResponseFilter
  void add(HttpRequest<?> request, MutableHttpResponse<?> response) {
    boolean isHashed = request.getPath().startsWith("/assets/") && response.code() < 400;
    response
        .header("Content-Security-Policy", POLICY)
        .header("X-Content-Type-Options", "nosniff")
        .header("Referrer-Policy", "no-referrer");
    response
        .getHeaders()
        .set("Cache-Control", isHashed ? "public, max-age=31536000, immutable" : "no-cache");
  }
}
