package hubbub.http;

import hubbub.topic.Lock;
import hubbub.topic.Snapshot;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// The public list of live topics: those of listed kinds, by name, without locked ones.
@Controller("/api/topics")
final class TopicsController {
  /// A whole number from 1 to 200.
  private static final Pattern LIMIT = Pattern.compile("[1-9]\\d?|1\\d\\d|200");

  private final HttpContext httpContext;

  TopicsController(HttpContext httpContext) {
    this.httpContext = httpContext;
  }

  /// Answers `{topics: [{name, title, members}], next?}`: at most `limit` topics whose names come
  /// after `after`. `next` is the `after` for the next page.
  @Get
  @ExecuteOn(TaskExecutors.BLOCKING)
  HttpResponse<?> topics(
      HttpRequest<?> request,
      @QueryValue(defaultValue = "") String after,
      @QueryValue(value = "limit", defaultValue = "50") String asked) {
    if (!LIMIT.matcher(asked).matches()) {
      return Problem.of(
          request,
          HttpStatus.BAD_REQUEST,
          "invalid",
          "The limit must be a whole number from 1 to 200.",
          Map.of("field", "limit", "expected", "a whole number from 1 to 200"));
    }
    int limit = Integer.parseInt(asked);
    List<Snapshot> page =
        httpContext.topics().snapshots().stream()
            .filter(topic -> isShown(topic) && topic.topic().value().compareTo(after) > 0)
            .sorted(Comparator.comparing(topic -> topic.topic().value()))
            .limit(limit + 1L)
            .toList();
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("topics", page.stream().limit(limit).map(TopicsController::shown).toList());
    next(page, limit).ifPresent(name -> body.put("next", name));
    return HttpResponse.ok(body);
  }

  private boolean isShown(Snapshot topic) {
    Lock lock = topic.lock();
    return httpContext.isListed().test(topic.topic().kind())
        && !lock.password()
        && !lock.membersOnly();
  }

  private static Map<String, Object> shown(Snapshot topic) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("name", topic.topic().value());
    shown.put("title", topic.title());
    shown.put("members", topic.members());
    return shown;
  }

  private static Optional<String> next(List<Snapshot> page, int limit) {
    return page.size() > limit
        ? Optional.of(page.get(limit - 1).topic().value())
        : Optional.empty();
  }
}
