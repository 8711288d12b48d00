package hubbub.http;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.Map;
import java.util.regex.Pattern;

/// The public list of live topics, in pages.
@Controller("/api/topics")
final class TopicsController {
  /// A whole number from 1 to 200.
  private static final Pattern LIMIT = Pattern.compile("[1-9]\\d?|1\\d\\d|200");

  private final TopicListing listing;

  TopicsController(TopicListing listing) {
    this.listing = listing;
  }

  /// Answers with a page of the [TopicListing].
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
    return HttpResponse.ok(listing.page(new TopicListing.Page(after, Integer.parseInt(asked))));
  }
}
