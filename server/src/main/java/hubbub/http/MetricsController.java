package hubbub.http;

import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

/// The server's metrics, in Prometheus' text format.
@Controller("/metrics")
final class MetricsController {
  private final HttpContext facts;

  MetricsController(HttpContext facts) {
    this.facts = facts;
  }

  @Get
  @Produces("text/plain; version=0.0.4; charset=utf-8")
  @ExecuteOn(TaskExecutors.BLOCKING)
  String metrics() {
    return facts.metrics().get();
  }
}
