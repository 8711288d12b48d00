package hubbub.http;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Answers requests that cannot be served, with problem details (RFC 9457) and a `reason` for
/// programs. Browsers get a page that says the same. Internal causes are never revealed.
@Singleton
final class Problem implements ErrorResponseProcessor<Object> {
  private static final List<String> NEGOTIATED =
      List.of(MediaType.TEXT_HTML, MediaType.APPLICATION_JSON, MediaType.APPLICATION_JSON_PROBLEM);

  @Override
  public MutableHttpResponse<Object> processResponse(
      ErrorContext error, MutableHttpResponse<?> response) {
    HttpStatus status = response.status();
    return filled(
        error.getRequest(),
        response,
        status.name().toLowerCase(Locale.ROOT),
        detail(status),
        Map.of());
  }

  /// Refuses a request for `reason`. `more` are further fields for programs; `retry_after_ms` among
  /// them is also in the header Retry-After.
  static MutableHttpResponse<Object> of(
      HttpRequest<?> request,
      HttpStatus status,
      String reason,
      String detail,
      Map<String, ?> more) {
    return filled(request, HttpResponse.status(status), reason, detail, more);
  }

  private static MutableHttpResponse<Object> filled(
      HttpRequest<?> request,
      MutableHttpResponse<?> response,
      String reason,
      String detail,
      Map<String, ?> more) {
    if (more.get("retry_after_ms") instanceof Long millis) {
      response.header(HttpHeaders.RETRY_AFTER, String.valueOf(Math.ceilDiv(millis, 1000L)));
    }
    if (request.getMethod() == HttpMethod.HEAD) {
      return response.body(null);
    }
    String title = response.status().getReason();
    if (isFromBrowser(request)) {
      return response
          .header(PageHeaders.CONTENT_SECURITY_POLICY, ProblemPage.POLICY)
          .<Object>body(ProblemPage.html(request.getPath(), title, detail))
          .contentType(ProblemPage.TYPE);
    }
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", "about:blank");
    body.put("title", title);
    body.put("status", response.code());
    body.put("detail", detail);
    body.put("reason", reason);
    body.putAll(more);
    return response.<Object>body(body).contentType(MediaType.APPLICATION_JSON_PROBLEM_TYPE);
  }

  /// Whether the client wants a page rather than JSON: only browsers ask for HTML by name.
  private static boolean isFromBrowser(HttpRequest<?> request) {
    return request.accept().stream()
        .map(MediaType::getName)
        .filter(NEGOTIATED::contains)
        .findFirst()
        .filter(MediaType.TEXT_HTML::equals)
        .isPresent();
  }

  private static String detail(HttpStatus status) {
    return switch (status) {
      case BAD_REQUEST -> "The request cannot be understood.";
      case NOT_FOUND -> "There is nothing at this address.";
      case METHOD_NOT_ALLOWED ->
          "This address does not support that method; the Allow header lists those that it does.";
      case NOT_ACCEPTABLE ->
          "There is no representation in any of the types that the Accept header names.";
      case REQUEST_ENTITY_TOO_LARGE -> "The body is too long.";
      case UNSUPPORTED_MEDIA_TYPE -> "This address does not accept a body of this type.";
      case INTERNAL_SERVER_ERROR -> "Something went wrong; the server's log says what.";
      default -> status.getReason() + ".";
    };
  }
}
