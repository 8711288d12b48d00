package hubbub.http;

import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

/// The server's metrics, in Prometheus' text format.
@Controller("/metrics")
final class MetricsController {
  private final HttpContext httpContext;

  MetricsController(HttpContext httpContext) {
    this.httpContext = httpContext;
  }

  @Get
  @Produces("text/plain; version=0.0.4; charset=utf-8")
  @ExecuteOn(TaskExecutors.BLOCKING)
  String metrics() {
    return httpContext.metrics().get();
  }
}
