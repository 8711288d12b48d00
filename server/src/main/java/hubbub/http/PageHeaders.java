package hubbub.http;

import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.util.regex.Pattern;

/// What browsers are told with every answer: scripts, styles and connections of this server alone,
/// no guessing of types, no referrer; files with a hash of their content in their name are kept for
/// good, all else is asked for anew. The element and what it loads may be fetched by any site's
/// pages; whom the socket lets in is another question. A page with a policy of its own keeps it.
@ServerFilter("/**")
final class PageHeaders implements Ordered {
  static final String CONTENT_SECURITY_POLICY = "Content-Security-Policy";

  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'"
          + " data:; font-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self';"
          + " frame-ancestors 'self'";

  private static final Pattern HASHED = Pattern.compile("/assets/[^/]+-[\\w-]{8}\\.\\w+");

  /// Around all other filters, so that what they answer by themselves has these headers, too.
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
        .set("Cache-Control", isHashed ? "public, max-age=31536000, immutable" : "no-cache");
  }
}
