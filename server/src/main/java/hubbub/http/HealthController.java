package hubbub.http;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import java.util.Map;

/// Whether the server lives, and whether topics can be joined.
@Controller("/health")
final class HealthController {
  private final Facts facts;

  HealthController(Facts facts) {
    this.facts = facts;
  }

  @Get("/live")
  Map<String, String> live() {
    return Map.of("status", "up");
  }

  @Get("/ready")
  HttpResponse<Map<String, String>> ready() {
    return facts.isReady().getAsBoolean()
        ? HttpResponse.ok(Map.of("status", "up"))
        : HttpResponse.<Map<String, String>>status(HttpStatus.SERVICE_UNAVAILABLE)
            .body(Map.of("status", "starting"));
  }
}
