package hubbub.gateway;

import hubbub.gateway.HandshakePolicy.Refused;
import hubbub.identity.ApiKey;
import hubbub.identity.KeyScope;
import hubbub.identity.ReadTokens;
import hubbub.session.guard.JoinAllowance;
import hubbub.topic.AddressPrefix;
import hubbub.topic.Reason;
import hubbub.topic.TopicName;
import hubbub.wire.EventStream;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Decides which requests for the events of a topic to accept, `GET /api/v1/topics/{name}/events`:
/// those with an API key in a header, or with a read token in the query, unless that comes from an
/// address that may not use this server. Any thread.
final class EventsPolicy {
  private static final String BEFORE = "/api/v1/topics/";
  private static final String AFTER = "/events";
  private static final String BEARER = "Bearer ";
  private static final String KEY = "hbk_";
  private static final int MAX_PARAMS = 32;

  private final ReaderAccess access;
  private final BooleanSupplier isExcluded;
  private final Optional<AddressPrefix> address;

  /// Decides for a client from `address`; `isExcluded` says whether nobody from there may use this
  /// server.
  EventsPolicy(ReaderAccess access, BooleanSupplier isExcluded, Optional<AddressPrefix> address) {
    this.access = access;
    this.isExcluded = isExcluded;
    this.address = address;
  }

  /// What a client that was let in wants: which topic, and after which place. What it is sent for a
  /// start counts in `allowance`. `end` says why it may not read any more; empty while it may.
  record Wanted(
      TopicName topic,
      Optional<EventStream.Place> since,
      JoinAllowance allowance,
      Supplier<Optional<Reason>> end) {}

  /// What came of a request.
  sealed interface Decision {}

  /// Let in.
  record Granted(Wanted wanted) implements Decision {}

  /// Turned away.
  record Denied(Refused refused) implements Decision {}

  /// Whether the request is for the events of a topic, whatever its method.
  static boolean isFor(HttpRequest request) {
    return nameIn(request.uri()).isPresent();
  }

  private static Optional<String> nameIn(String uri) {
    String path = uri.split("[?#]", 2)[0];
    boolean isFor =
        path.startsWith(BEFORE)
            && path.endsWith(AFTER)
            && path.length() > BEFORE.length() + AFTER.length();
    return Optional.of(path)
        .filter(_ -> isFor)
        .map(it -> it.substring(BEFORE.length(), it.length() - AFTER.length()))
        .filter(name -> name.indexOf('/') < 0);
  }

  /// Decides a request that [is for events][#isFor].
  Decision decide(HttpRequest request) {
    if (!request.method().equals(HttpMethod.GET)) {
      return denied(
          HttpResponseStatus.METHOD_NOT_ALLOWED, "method_not_allowed", "Events are read by GET.");
    }
    try {
      String name = nameIn(request.uri()).orElseThrow().replace("+", "%2B");
      Map<String, List<String>> query =
          new QueryStringDecoder(request.uri(), StandardCharsets.UTF_8, true, MAX_PARAMS)
              .parameters();
      return TopicName.parse(QueryStringDecoder.decodeComponent(name, StandardCharsets.UTF_8))
          .map(topic -> decide(request.headers(), query, topic))
          .orElseGet(() ->
              denied(
                  HttpResponseStatus.NOT_FOUND,
                  Reason.NO_SUCH_TOPIC.word(),
                  "That is no name of a topic."));
    } catch (IllegalArgumentException _) {
      return denied(
          HttpResponseStatus.BAD_REQUEST, "bad_request", "The address cannot be decoded.");
    }
  }

  private Decision decide(HttpHeaders headers, Map<String, List<String>> query, TopicName topic) {
    List<String> tokens = query.getOrDefault("token", List.of());
    Optional<String> shown =
        Optional.ofNullable(headers.get(HttpHeaderNames.AUTHORIZATION))
            .filter(it -> it.regionMatches(true, 0, BEARER, 0, BEARER.length()))
            .map(it -> it.substring(BEARER.length()).strip());
    Optional<EventStream.Place> since =
        Optional.ofNullable(headers.get("Last-Event-ID"))
            .or(() -> query.getOrDefault("last_event_id", List.of()).stream().findFirst())
            .flatMap(EventStream::place);
    if (tokens.stream().anyMatch(token -> token.startsWith(KEY))) {
      return denied(
          HttpResponseStatus.BAD_REQUEST,
          "bad_request",
          "An API key does not belong into a URL: send it as Authorization: Bearer hbk_….");
    }
    return shown.isPresent()
        ? byKey(shown.get(), topic, since)
        : tokens.stream()
            .findFirst()
            .map(token -> byToken(token, topic, since))
            .orElseGet(EventsPolicy::unknown);
  }

  private Decision byKey(String shown, TopicName topic, Optional<EventStream.Place> since) {
    Optional<ApiKey> key = access.keys().apply(shown);
    Optional<Duration> wait =
        key.isPresent()
            ? access.rates().request(key.get().name())
            : access.rates().wrongKey(address);
    if (wait.isPresent()) {
      return new Denied(Refused.tooOften(wait.get()));
    }
    return key.map(it -> byKey(it, shown, topic, since)).orElseGet(EventsPolicy::unknown);
  }

  private Decision byKey(
      ApiKey key, String shown, TopicName topic, Optional<EventStream.Place> since) {
    return mayRead(key, topic)
        ? new Granted(
            new Wanted(topic, since, allowance(Optional.empty()), () -> endOfKey(shown, topic)))
        : denied(
            HttpResponseStatus.FORBIDDEN,
            "forbidden",
            "The key is not for that topic, or lacks the scope topics:read.");
  }

  private Optional<Reason> endOfKey(String shown, TopicName topic) {
    boolean isGood = access.keys().apply(shown).filter(now -> mayRead(now, topic)).isPresent();
    return isGood ? Optional.empty() : Optional.of(Reason.TOKEN_EXPIRED);
  }

  private static boolean mayRead(ApiKey key, TopicName topic) {
    return key.may(KeyScope.READ) && key.covers(topic);
  }

  private Decision byToken(String token, TopicName topic, Optional<EventStream.Place> since) {
    if (isExcluded.getAsBoolean()) {
      return denied(
          HttpResponseStatus.FORBIDDEN, Reason.BANNED.word(), "Nobody there may use this server.");
    }
    return switch (access.tokens().apply(token)) {
      case ReadTokens.Good(TopicName its, _, _) when its.equals(topic) ->
          unlessOverdrawn(new Wanted(topic, since, allowance(address), () -> endOfToken(token)));
      case ReadTokens.Good _, ReadTokens.Forged _ ->
          denied(
              HttpResponseStatus.FORBIDDEN,
              Reason.BAD_TOKEN.word(),
              "The token is not good for that topic.");
      case ReadTokens.Ended _ ->
          denied(
              HttpResponseStatus.UNAUTHORIZED,
              Reason.TOKEN_EXPIRED.word(),
              "The token is no longer good.");
    };
  }

  private static JoinAllowance allowance(Optional<AddressPrefix> from) {
    return JoinAllowance.begin(from, System.nanoTime());
  }

  /// Refuses the stream if its address has drawn too much: it begins with as much as a join.
  private Decision unlessOverdrawn(Wanted wanted) {
    return access
        .guard()
        .judgeJoin(wanted.allowance(), System.nanoTime())
        .<Decision>map(no ->
            new Denied(Refused.tooOften(Duration.ofMillis(no.retryAfterMillis().orElseThrow()))))
        .orElseGet(() -> new Granted(wanted));
  }

  private Optional<Reason> endOfToken(String token) {
    if (isExcluded.getAsBoolean()) {
      return Optional.of(Reason.BANNED);
    }
    return access.tokens().apply(token) instanceof ReadTokens.Good
        ? Optional.empty()
        : Optional.of(Reason.TOKEN_EXPIRED);
  }

  private static Decision unknown() {
    return denied(
        HttpResponseStatus.UNAUTHORIZED,
        Reason.BAD_TOKEN.word(),
        "This needs an API key (Authorization: Bearer hbk_…) or a read token (?token=…).");
  }

  private static Decision denied(HttpResponseStatus status, String reason, String text) {
    return new Denied(new Refused(status, text, reason));
  }
}
