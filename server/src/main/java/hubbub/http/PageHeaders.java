package hubbub.http;

import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.util.regex.Pattern;

/// Adds security and caching headers to every response. Scripts, styles and connections may only be
/// this server's own; content types are not guessed; no referrer is sent. Files with a content hash
/// in their name are cached for good; everything else is revalidated. Any site may fetch the chat
/// element and what it loads; which sites may open the socket is decided elsewhere. A response with
/// its own Content-Security-Policy keeps it.
@ServerFilter("/**")
final class PageHeaders implements Ordered {
  static final String CONTENT_SECURITY_POLICY = "Content-Security-Policy";

  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'"
          + " data:; font-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self';"
          + " frame-ancestors 'self'";

  private static final Pattern HASHED = Pattern.compile("/assets/[^/]+-[\\w-]{8}\\.\\w+");

  /// Runs around all other filters, so that their own responses get these headers too.
  @Override
  public int getOrder() {
    return HIGHEST_PRECEDENCE;
  }

  @ResponseFilter
  void add(HttpRequest<?> request, MutableHttpResponse<?> response) {
    boolean isAsset = request.getPath().startsWith("/assets/") && response.code() < 400;
    boolean isHashed = isAsset && HASHED.matcher(request.getPath()).matches();
    if (isAsset) {
      response.header("Access-Control-Allow-Origin", "*");
    }
    if (!response.getHeaders().contains(CONTENT_SECURITY_POLICY)) {
      response.header(CONTENT_SECURITY_POLICY, POLICY);
    }
    response.header("X-Content-Type-Options", "nosniff").header("Referrer-Policy", "no-referrer");
    response
        .getHeaders()
        .set("Cache-Control", isHashed ? "public, max-age=31536000, immutable" : uncached(request));
  }

  /// Answers that may have tokens are not even kept.
  private static String uncached(HttpRequest<?> request) {
    return request.getPath().startsWith("/api/v1/") ? "no-store" : "no-cache";
  }
}
