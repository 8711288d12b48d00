package hubbub.http;

import hubbub.identity.UnavailableNow;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;
import java.util.Map;

/// Answers requests that cannot be carried out now.
@Singleton
final class UnavailableNowHandler implements ExceptionHandler<UnavailableNow, HttpResponse<?>> {
  @Override
  @SuppressWarnings("rawtypes") // as Micronaut declares it
  public HttpResponse<?> handle(HttpRequest request, UnavailableNow why) {
    return Problem.of(
            request,
            HttpStatus.SERVICE_UNAVAILABLE,
            "unavailable",
            "This is not possible now; try again later.",
            Map.of())
        .header("Retry-After", "5");
  }
}
