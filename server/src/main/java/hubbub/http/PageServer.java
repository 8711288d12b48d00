package hubbub.http;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Answers requests for the page's files. They can be read (GET and HEAD), and nothing else.
@ServerFilter("/**")
final class PageServer {
  private final PageFiles files;

  PageServer(PageFiles files) {
    this.files = files;
  }

  /// Returns the answer, or null to let a request for anything else through.
  @RequestFilter
  @Nullable HttpResponse<?> answer(HttpRequest<?> request) {
    Optional<PageFile> file = files.at(request.getPath());
    if (file.isEmpty()) {
      return null;
    }
    boolean isRead =
        request.getMethod() == HttpMethod.GET || request.getMethod() == HttpMethod.HEAD;
    return isRead ? content(request, file.get()) : refused(request);
  }

  private static HttpResponse<?> content(HttpRequest<?> request, PageFile file) {
    HttpHeaders asked = request.getHeaders();
    PageFile.Form form = file.formFor(asked.getAll(HttpHeaders.ACCEPT_ENCODING));
    boolean isKnown =
        PageFile.isKnown(form, Optional.ofNullable(asked.get(HttpHeaders.IF_NONE_MATCH)));
    MutableHttpResponse<byte[]> response =
        isKnown ? HttpResponse.notModified() : HttpResponse.ok(form.content());
    response.header(HttpHeaders.ETAG, form.tag()).header(HttpHeaders.VARY, "Accept-Encoding");
    response.getHeaders().date(LocalDateTime.now(ZoneId.systemDefault()));
    if (!isKnown) {
      response.header(HttpHeaders.CONTENT_TYPE, file.contentType());
    }
    if (!isKnown && form.coding() != PageFile.Coding.IDENTITY) {
      response.header(HttpHeaders.CONTENT_ENCODING, form.coding().word());
    }
    return response;
  }

  private static HttpResponse<?> refused(HttpRequest<?> request) {
    return Problem.of(
            request,
            HttpStatus.METHOD_NOT_ALLOWED,
            "method_not_allowed",
            "Files can only be read.",
            Map.of())
        .header(HttpHeaders.ALLOW, "GET, HEAD");
  }
}
