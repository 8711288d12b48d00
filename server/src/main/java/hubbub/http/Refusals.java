package hubbub.http;

import io.micronaut.http.HttpMethod;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.Map;

/// How a request that cannot be served is answered: `{"reason": word}`, the word being the
/// status's. What went wrong inside is never told.
@Singleton
final class Refusals implements ErrorResponseProcessor<Map<String, String>> {
  @Override
  public MutableHttpResponse<Map<String, String>> processResponse(
      ErrorContext error, MutableHttpResponse<?> response) {
    Map<String, String> body = Map.of("reason", response.status().name().toLowerCase(Locale.ROOT));
    return error.getRequest().getMethod() == HttpMethod.HEAD
        ? response.body(null)
        : response.body(body).contentType(MediaType.APPLICATION_JSON_TYPE);
  }
}
