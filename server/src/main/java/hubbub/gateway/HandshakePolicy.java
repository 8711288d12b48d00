package hubbub.gateway;

import hubbub.identity.Identities;
import hubbub.identity.Identity;
import hubbub.identity.ReadTokens;
import hubbub.identity.Tokens;
import hubbub.logging.ThrottledLog;
import hubbub.session.Client;
import hubbub.session.Proxies;
import hubbub.session.SilentProxy;
import hubbub.topic.AddressPrefix;
import hubbub.wire.Serializer;
import hubbub.wire.Vsn;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Decides which handshakes to accept, checking in Phoenix's order. Any thread.
public record HandshakePolicy(
    Site site, Identities identities, Proxies proxies, ReaderAccess readers) {
  private static final ThrottledLog REFUSED_ORIGINS = new ThrottledLog(HandshakePolicy.class);
  private static final ThrottledLog REFUSED_HOSTS = new ThrottledLog(Hosts.class);
  private static final ThrottledLog REFUSED_TOKENS = new ThrottledLog(Tokens.class);
  private static final String PHOENIX = "phoenix";
  private static final int MAX_PARAMS = 32;

  /// The outcome of a handshake.
  sealed interface Verdict {}

  /// Let in: the client, and the values of `Sec-WebSocket-Accept`, `-Protocol` and `-Extensions` to
  /// answer with.
  record Admitted(
      Client client, String accept, Optional<String> subprotocol, Optional<String> deflate)
      implements Verdict {}

  /// Let in to read a topic's events. `address` is what limits apply to; `origin` is the page on
  /// another site that the request comes from, if any.
  record AdmittedReader(
      EventsPolicy.Wanted wanted, Optional<AddressPrefix> address, Optional<String> origin)
      implements Verdict {}

  /// Turned away. `text` says why and must not contain quotes; it is empty for an empty body.
  /// `reason` is a word for programs. `retryAfter` is how long a client that asked too often has to
  /// wait.
  record Refused(
      HttpResponseStatus status, String text, String reason, Optional<Duration> retryAfter)
      implements Verdict {
    Refused(HttpResponseStatus status, String text, String reason) {
      this(status, text, reason, Optional.empty());
    }

    static Refused tooOften(Duration wait) {
      return new Refused(
          HttpResponseStatus.TOO_MANY_REQUESTS,
          "Too many attempts; try again later.",
          "rate",
          Optional.of(wait.plusMillis(1)));
    }

    /// Its reason is the status.
    Refused(HttpResponseStatus status, String text) {
      this(status, text, status.reasonPhrase().toLowerCase(Locale.ROOT).replaceAll("[ -]", "_"));
    }

    /// Problem details (RFC 9457); empty where Phoenix sends no body.
    String body() {
      return text.isEmpty()
          ? ""
          : """
          {"type":"about:blank","title":"%s","status":%d,"detail":"%s","reason":"%s"%s}\
          """
              .formatted(
                  status.reasonPhrase(),
                  status.code(),
                  text,
                  reason,
                  retryAfter.map(it -> ",\"retry_after_ms\":" + it.toMillis()).orElse(""));
    }
  }

  /// A policy without event streams.
  HandshakePolicy(Site site, Identities identities, Proxies proxies) {
    this(site, identities, proxies, ReaderAccess.NONE);
  }

  private static final Refused NOT_YET = new Refused(HttpResponseStatus.SERVICE_UNAVAILABLE, "");

  private static final Refused MISDIRECTED =
      new Refused(
          HttpResponseStatus.MISDIRECTED_REQUEST,
          "This is not the name of this server. If it is, add it to the setting hubbub.hosts.");

  private static final Refused FORBIDDEN = new Refused(HttpResponseStatus.FORBIDDEN, "");

  private static final Refused FOREIGN_PAGE =
      new Refused(
          HttpResponseStatus.FORBIDDEN, "That page may not use this server (hubbub.origins).");

  /// The address that limits on connections from `peer` apply to; empty if none do, because it is a
  /// trusted proxy or this machine.
  Optional<AddressPrefix> limited(InetAddress peer) {
    return proxies.clientOf(peer, List.of()).prefix();
  }

  /// The refusal of a request, whatever it asks for, that calls the server by a name that is not
  /// its own; empty if it does not. A request of HTTP/1.0 may call it nothing.
  Optional<Refused> misdirected(HttpRequest request) {
    Optional<String> foreign =
        request.headers().getAll(HttpHeaderNames.HOST).stream()
            .filter(host -> !site.hosts().allow(host))
            .findFirst();
    foreign.ifPresent(host ->
        REFUSED_HOSTS.warn(
            "Refused a client that calls this server {} (421). If that is its name, add it to"
                + " the setting hubbub.hosts",
            host));
    return foreign.map(_ -> MISDIRECTED);
  }

  /// Whether the request is for the socket.
  boolean isForSocket(HttpRequest request) {
    String uri = request.uri();
    String socket = site.path() + "/websocket";
    return uri.startsWith(socket)
        && (uri.length() == socket.length() || uri.charAt(socket.length()) == '?');
  }

  /// Decides a request that [is for events][EventsPolicy#isFor].
  Verdict decideEvents(HttpRequest request, InetAddress peer) {
    HttpHeaders headers = request.headers();
    if (!allows(peer, headers::getAll)) {
      return FOREIGN_PAGE;
    }
    Optional<AddressPrefix> from =
        proxies.clientOf(peer, headers.getAll("X-Forwarded-For")).prefix();
    EventsPolicy policy =
        new EventsPolicy(readers, () -> identities.exclusions().hold(Optional.empty(), from), from);
    return switch (policy.decide(request)) {
      case EventsPolicy.Denied(Refused refused) -> refused;
      case EventsPolicy.Granted(EventsPolicy.Wanted wanted) ->
          new AdmittedReader(
              wanted, from, Optional.ofNullable(headers.get(HttpHeaderNames.ORIGIN)));
    };
  }

  Verdict decide(HttpRequest request, InetAddress peer) {
    SilentProxy.detect(proxies, peer, request.headers()::getAll); // warns the first time
    if (!request.method().equals(HttpMethod.GET)) {
      return new Refused(HttpResponseStatus.BAD_REQUEST, "");
    }
    try {
      return decide(request.headers(), peer, params(request.uri()));
    } catch (IllegalArgumentException _) {
      return new Refused(HttpResponseStatus.BAD_REQUEST, "The query cannot be decoded.");
    }
  }

  /// The query parameters of `uri`.
  ///
  /// @throws IllegalArgumentException if they are not properly encoded
  private static Map<String, List<String>> params(String uri) {
    return new QueryStringDecoder(uri, StandardCharsets.UTF_8, true, MAX_PARAMS).parameters();
  }

  private Verdict decide(HttpHeaders headers, InetAddress peer, Map<String, List<String>> params) {
    Optional<Serializer> serializer =
        params.getOrDefault("vsn", List.of()).size() > 1
            ? Optional.empty()
            : Vsn.negotiate(param(params, "vsn"));
    return allows(peer, headers::getAll) && isProtocolServed(headers) && serializer.isPresent()
        ? decide(headers, peer, params, serializer.get())
        : FORBIDDEN;
  }

  /// Decides by who it is.
  private Verdict decide(
      HttpHeaders headers,
      InetAddress peer,
      Map<String, List<String>> params,
      Serializer serializer) {
    Optional<String> token =
        BearerToken.of(offers(headers), params.getOrDefault("token", List.of()));
    if (token.isEmpty()) {
      return identities.hasGuests() ? guest(headers, peer, params, serializer) : FORBIDDEN;
    }
    return switch (identities.tokens().verify(token.get())) {
      case Tokens.Genuine(Identity.SiteUser user) -> decide(headers, peer, user, serializer);
      case Tokens.Undecided _ -> NOT_YET;
      case Tokens.Forged _
          when identities.readTokens().verify(token.get()) instanceof ReadTokens.Good ->
          guest(headers, peer, params, serializer);
      case Tokens.Forged(String why) -> {
        REFUSED_TOKENS.warn("Refused a token (403): {}", why);
        yield FORBIDDEN;
      }
    };
  }

  private Verdict guest(
      HttpHeaders headers,
      InetAddress peer,
      Map<String, List<String>> params,
      Serializer serializer) {
    Identity guest = identities.guests().identity(param(params, "name"), param(params, "key"));
    return decide(headers, peer, guest, serializer);
  }

  private Verdict decide(
      HttpHeaders headers, InetAddress peer, Identity identity, Serializer serializer) {
    Optional<String> fault = fault(headers);
    if (fault.isPresent()) {
      return new Refused(HttpResponseStatus.BAD_REQUEST, fault.get());
    }
    Optional<AddressPrefix> from =
        proxies.clientOf(peer, headers.getAll("X-Forwarded-For")).prefix();
    return identities.exclusions().hold(Optional.of(identity.id()), from)
        ? FORBIDDEN
        : admitted(headers, new Client(identity, from, serializer));
  }

  private static Admitted admitted(HttpHeaders headers, Client client) {
    return new Admitted(
        client,
        WebSocketKey.of(headers.get(HttpHeaderNames.SEC_WEBSOCKET_KEY)),
        offers(headers).contains(PHOENIX) ? Optional.of(PHOENIX) : Optional.empty(),
        DeflateOffers.answer(headers.getAll(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS)));
  }

  /// Whether the page may use this server that a request with these headers comes from, if it comes
  /// from one. Logs a page that is turned away.
  public boolean allows(InetAddress peer, Function<String, List<String>> headers) {
    Optional<String> origin = headers.apply("Origin").stream().findFirst();
    boolean isAllowed =
        origin.isEmpty()
            || site.origins()
                .allow(
                    origin.get(),
                    proxies.hostsOf(peer, headers.apply("Host"), headers.apply("X-Forwarded-Host")),
                    proxies.isSecure(peer, headers.apply("X-Forwarded-Proto"), site.isSecure()));
    if (!isAllowed) {
      REFUSED_ORIGINS.warn(
          "Refused a page from {} (403). To allow its pages, add it to the setting hubbub.origins;"
              + " if it is Hubbub's own page behind a proxy, have the proxy send Host or"
              + " X-Forwarded-Host",
          origin.get());
    }
    return isAllowed;
  }

  /// Whether the client offers no subprotocol, or `phoenix` among others. Bearer entries don't
  /// count as offers.
  private static boolean isProtocolServed(HttpHeaders headers) {
    List<String> others = offers(headers).stream().filter(name -> !BearerToken.isIn(name)).toList();
    return others.isEmpty() || others.contains(PHOENIX);
  }

  private static List<String> offers(HttpHeaders headers) {
    return headers.getAll(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL).stream()
        .flatMap(line -> Arrays.stream(line.split(",", MAX_PARAMS)))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .toList();
  }

  /// What is wrong with the upgrade request itself (RFC 6455 §4.2.1), if anything.
  private static Optional<String> fault(HttpHeaders headers) {
    if (!headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true)
        || !headers.containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true)) {
      return Optional.of("This is not a WebSocket upgrade.");
    }
    if (!"13".equals(headers.get(HttpHeaderNames.SEC_WEBSOCKET_VERSION))) {
      return Optional.of("Sec-WebSocket-Version must be 13.");
    }
    if (!WebSocketKey.isKey(headers.get(HttpHeaderNames.SEC_WEBSOCKET_KEY))) {
      return Optional.of("Sec-WebSocket-Key is missing or not 16 bytes in base64.");
    }
    if (!"0".equals(headers.get(HttpHeaderNames.CONTENT_LENGTH, "0"))
        || headers.contains(HttpHeaderNames.TRANSFER_ENCODING)) {
      return Optional.of("A handshake has no body.");
    }
    return headers.contains(HttpHeaderNames.HOST)
        ? Optional.empty()
        : Optional.of("There must be exactly one Host header.");
  }

  private static Optional<String> param(Map<String, List<String>> params, String name) {
    return params.getOrDefault(name, List.of()).stream().findFirst();
  }
}
