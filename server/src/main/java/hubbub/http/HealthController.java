package hubbub.http;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// Says whether the server is alive, and whether it is ready: topics can be joined. It is ready
/// without its store, too (docs/adr/0065), but says so.
@Hidden
@Controller("/health")
final class HealthController {
  private final HttpContext httpContext;

  HealthController(HttpContext httpContext) {
    this.httpContext = httpContext;
  }

  @Get("/live")
  Map<String, String> live() {
    return Map.of("status", "up");
  }

  @Get("/ready")
  HttpResponse<Map<String, String>> ready() {
    HttpContext.Phase phase = httpContext.phase().get();
    return HttpResponse.<Map<String, String>>status(
            phase == HttpContext.Phase.UP ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
        .body(
            new TreeMap<>(Map.of("status", word(phase), "store", word(httpContext.store().get()))));
  }

  private static String word(Enum<?> state) {
    return state.name().toLowerCase(Locale.ROOT);
  }
}
