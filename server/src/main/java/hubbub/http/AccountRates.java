package hubbub.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import hubbub.identity.Account;
import hubbub.session.guard.Allowances;
import hubbub.session.guard.Rate;
import hubbub.topic.AddressPrefix;
import hubbub.topic.MemberId;
import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/// How often somebody may ask for something about accounts: per address, if that is known.
///
/// Passwords cannot be guessed from many addresses either, since each name has a limit of its own.
/// It does not bind an address at which the account's owner was lately: whoever guesses must not
/// keep the owner out. Any thread.
@Singleton
final class AccountRates {
  private static final int MOST_REMEMBERED = 100_000;
  private static final Duration KNOWN = Duration.ofDays(30);
  private static final Rate SIGN_UPS = perMinute(5);
  private static final Rate PASSWORDS = perMinute(10);
  private static final Rate PASSWORDS_OF_A_NAME = new Rate(10 / 60.0, 100);
  private static final Rate OTHERS = perMinute(120);

  private final HttpContext httpContext;
  private final Allowances<AddressPrefix> signUps = new Allowances<>(SIGN_UPS, MOST_REMEMBERED);
  private final Allowances<AddressPrefix> signIns = new Allowances<>(PASSWORDS, MOST_REMEMBERED);
  private final Allowances<String> unknown = new Allowances<>(PASSWORDS, MOST_REMEMBERED);
  private final Allowances<String> names = new Allowances<>(PASSWORDS_OF_A_NAME, MOST_REMEMBERED);
  private final Allowances<MemberId> accounts = new Allowances<>(PASSWORDS, MOST_REMEMBERED);
  private final Allowances<AddressPrefix> others = new Allowances<>(OTHERS, MOST_REMEMBERED);
  private final Cache<Visitor, Boolean> known =
      Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).expireAfterWrite(KNOWN).build();

  AccountRates(HttpContext httpContext) {
    this.httpContext = httpContext;
  }

  private record Visitor(String nameKey, AddressPrefix address) {}

  private static Rate perMinute(int count) {
    return new Rate(count / 60.0, count);
  }

  /// Takes one attempt to sign up. Empty if it may be made, else how long to wait.
  Optional<Duration> signUp(HttpRequest<?> request) {
    return httpContext.addressOf(request).flatMap(signUps::take);
  }

  /// Takes one attempt to sign in, by whatever it takes.
  Optional<Duration> signIn(HttpRequest<?> request) {
    return httpContext.addressOf(request).flatMap(signIns::take);
  }

  /// Takes one attempt at the password of the account with that name key, if it may be one. Those
  /// whose address is unknown share a limit.
  Optional<Duration> password(HttpRequest<?> request, Optional<String> nameKey) {
    if (nameKey.isEmpty()) {
      return Optional.empty();
    }
    String name = nameKey.get();
    Optional<AddressPrefix> address = httpContext.addressOf(request);
    if (address.isEmpty()) {
      return unknown.take(name);
    }
    boolean isKnown = known.getIfPresent(new Visitor(name, address.get())) != null;
    return isKnown ? Optional.empty() : names.take(name);
  }

  /// The request comes from the owner of that account.
  void know(HttpRequest<?> request, Account account) {
    httpContext
        .addressOf(request)
        .ifPresent(address -> known.put(new Visitor(account.nameKey(), address), true));
  }

  /// Takes one attempt of somebody who is signed in to say the password again.
  Optional<Duration> confirmation(Account account) {
    return accounts.take(account.id());
  }

  /// Takes one request of another kind.
  Optional<Duration> other(HttpRequest<?> request) {
    return httpContext.addressOf(request).flatMap(others::take);
  }
}
