package hubbub.http;

import hubbub.session.guard.Allowances;
import hubbub.session.guard.Rate;
import hubbub.topic.AddressPrefix;
import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/// How often somebody may ask for something about accounts: per address, if that is known, and,
/// with a password, also per name. Any thread.
@Singleton
final class AccountRates {
  private static final int MOST_REMEMBERED = 100_000;
  private static final Rate SIGN_UPS = perMinute(5);
  private static final Rate SIGN_INS = perMinute(10);
  private static final Rate OTHERS = perMinute(120);

  private final HttpContext httpContext;
  private final Allowances<AddressPrefix> signUps = new Allowances<>(SIGN_UPS, MOST_REMEMBERED);
  private final Allowances<AddressPrefix> signIns = new Allowances<>(SIGN_INS, MOST_REMEMBERED);
  private final Allowances<String> names = new Allowances<>(SIGN_INS, MOST_REMEMBERED);
  private final Allowances<AddressPrefix> others = new Allowances<>(OTHERS, MOST_REMEMBERED);

  AccountRates(HttpContext httpContext) {
    this.httpContext = httpContext;
  }

  private static Rate perMinute(int count) {
    return new Rate(count / 60.0, count);
  }

  /// Takes one attempt to sign up. Empty if it may be made, else how long to wait.
  Optional<Duration> signUp(HttpRequest<?> request) {
    return httpContext.addressOf(request).flatMap(signUps::take);
  }

  /// Takes one attempt to sign in.
  Optional<Duration> signIn(HttpRequest<?> request) {
    return httpContext.addressOf(request).flatMap(signIns::take);
  }

  /// Takes one attempt at the password of the account with that name key.
  Optional<Duration> password(Optional<String> nameKey) {
    return nameKey.flatMap(names::take);
  }

  /// Takes one request of another kind.
  Optional<Duration> other(HttpRequest<?> request) {
    return httpContext.addressOf(request).flatMap(others::take);
  }
}
