package hubbub.http;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;

/// Answers requests that a [RequestRefused] has ended.
@Singleton
final class RequestRefusedHandler implements ExceptionHandler<RequestRefused, HttpResponse<?>> {
  @Override
  @SuppressWarnings("rawtypes") // as Micronaut declares it
  public HttpResponse<?> handle(HttpRequest request, RequestRefused why) {
    MutableHttpResponse<?> answer =
        Problem.of(
            request, why.status(), why.reason(), String.valueOf(why.getMessage()), why.more());
    return why.status() == HttpStatus.UNAUTHORIZED
        ? answer.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
        : answer;
  }
}
