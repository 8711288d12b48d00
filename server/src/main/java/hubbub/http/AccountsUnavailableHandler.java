package hubbub.http;

import hubbub.identity.AccountsUnavailable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;
import java.util.Map;

/// Answers requests about accounts while these cannot be asked.
@Singleton
final class AccountsUnavailableHandler
    implements ExceptionHandler<AccountsUnavailable, HttpResponse<?>> {
  @Override
  @SuppressWarnings("rawtypes") // as Micronaut declares it
  public HttpResponse<?> handle(HttpRequest request, AccountsUnavailable why) {
    return Problem.of(
            request,
            HttpStatus.SERVICE_UNAVAILABLE,
            "unavailable",
            "Accounts are not available now; try again later.",
            Map.of())
        .header("Retry-After", "5");
  }
}
