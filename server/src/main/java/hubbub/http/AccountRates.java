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
    return take(signUps, SIGN_UPS, address(request));
  }

  /// Takes one attempt to sign in.
  Optional<Duration> signIn(HttpRequest<?> request) {
    return take(signIns, SIGN_INS, address(request));
  }

  /// Takes one attempt at the password of the account with that name key.
  Optional<Duration> password(Optional<String> nameKey) {
    return take(names, SIGN_INS, nameKey);
  }

  /// Takes one request of another kind.
  Optional<Duration> other(HttpRequest<?> request) {
    return take(others, OTHERS, address(request));
  }

  private static <K> Optional<Duration> take(Allowances<K> all, Rate rate, Optional<K> whose) {
    long now = System.nanoTime();
    return whose
        .map(key -> all.of(key, now).take(rate, now))
        .filter(wait -> wait > 0)
        .map(Duration::ofNanos);
  }

  private Optional<AddressPrefix> address(HttpRequest<?> request) {
    return httpContext
        .proxies()
        .clientOf(
            request.getRemoteAddress().getAddress(), request.getHeaders().getAll("X-Forwarded-For"))
        .prefix();
  }
}
