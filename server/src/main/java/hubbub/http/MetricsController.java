package hubbub.http;

import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Hidden;

/// The server's metrics, in Prometheus' text format. They are gathered on a thread of their own, so
/// that no crowd of other requests delays them.
@Hidden
@Controller("/metrics")
final class MetricsController {
  /// The name of the executor; [Web] defines it.
  static final String THREAD = "metrics";

  private final HttpContext httpContext;

  MetricsController(HttpContext httpContext) {
    this.httpContext = httpContext;
  }

  @Get
  @Produces("text/plain; version=0.0.4; charset=utf-8")
  @ExecuteOn(THREAD)
  String metrics() {
    return httpContext.metrics().get();
  }
}
