package hubbub.http;

import hubbub.identity.ApiKey;
import hubbub.identity.ApiSecret;
import hubbub.identity.KeyScope;
import hubbub.session.guard.KeyRates;
import hubbub.topic.Actor;
import hubbub.topic.KindSettings;
import hubbub.topic.TopicName;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;

/// Decides what the holder of an API key may ask for. What it does not accept ends by a
/// [RequestRefused]. Any thread.
@Singleton
final class ApiAccess {
  private final HttpContext httpContext;
  private final KeyRates rates;

  ApiAccess(HttpContext httpContext) {
    this.httpContext = httpContext;
    this.rates = httpContext.api().rates();
  }

  /// The key of a request, and one request less that it may make for a while.
  ApiKey key(HttpRequest<?> request) {
    String shown = AccountRequests.token(request);
    Optional<ApiKey> key = httpContext.api().store().flatMap(store -> store.keys().find(shown));
    if (key.isEmpty()) {
      RequestRefused.check(rates.wrongKey(httpContext.addressOf(request)));
      throw RequestRefused.of(
          HttpStatus.UNAUTHORIZED,
          "bad_token",
          "This needs an API key that is good: Authorization: Bearer hbk_….");
    }
    take(key.get());
    return key.get();
  }

  /// The id of the secret in a request whose [key][#key] is good.
  static String idOfKey(HttpRequest<?> request) {
    return ApiSecret.parse(AccountRequests.token(request)).orElseThrow().id();
  }

  /// The key of a request that needs `scope`.
  ApiKey key(HttpRequest<?> request, KeyScope scope) {
    ApiKey key = key(request);
    need(key, scope);
    return key;
  }

  /// The key of a request that is about the whole server, and needs `scope`.
  ApiKey serverKey(HttpRequest<?> request, KeyScope scope) {
    ApiKey key = key(request, scope);
    if (!key.coversAll()) {
      throw RequestRefused.of(
          HttpStatus.FORBIDDEN,
          "forbidden",
          "The key is for some topics only, and this is about the whole server.");
    }
    return key;
  }

  /// Counts one request of the key.
  void take(ApiKey key) {
    RequestRefused.check(rates.request(key.name()));
  }

  /// Refuses a key without that scope.
  static void need(ApiKey key, KeyScope scope) {
    if (!key.may(scope)) {
      throw RequestRefused.of(
          HttpStatus.FORBIDDEN,
          "forbidden",
          "The key lacks the scope " + scope.word() + ".",
          Map.of("scope", scope.word()));
    }
  }

  /// The id by which a key appears in the audit log.
  static String by(ApiKey key) {
    return new Actor.Key(key.name(), key.rank(), Optional.empty()).by();
  }

  /// The topic of that name, if the key is good for it.
  TopicName topic(ApiKey key, String name) {
    TopicName topic =
        TopicName.parse(name)
            .filter(it -> httpContext.api().kinds().apply(it).isPresent())
            .orElseThrow(() ->
                RequestRefused.of(
                    HttpStatus.NOT_FOUND,
                    "no_such_topic",
                    "That is no name of a topic that is served here."));
    if (!key.covers(topic)) {
      throw RequestRefused.of(
          HttpStatus.FORBIDDEN, "forbidden", "The key is not for that topic.", Map.of());
    }
    return topic;
  }

  /// The settings of a topic that [#topic] let pass.
  KindSettings settings(TopicName topic) {
    return httpContext.api().kinds().apply(topic).orElseThrow();
  }
}
