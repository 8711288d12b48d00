package hubbub.http;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;

/// The public list of live topics, in pages.
@Controller("/api/topics")
@Tag(name = "Topics")
final class TopicsController {
  private final TopicListing listing;

  TopicsController(TopicListing listing) {
    this.listing = listing;
  }

  /// The public topics that somebody is in, by name, in pages.
  @Get
  @ExecuteOn(TaskExecutors.BLOCKING)
  @ApiResponse(
      responseCode = "200",
      description = "A page of topics",
      content = @Content(schema = @Schema(ref = "#/components/schemas/TopicList")))
  @ApiResponse(responseCode = "400", ref = "#/components/responses/Invalid")
  HttpResponse<?> listPublicTopics(
      HttpRequest<?> request,
      @QueryValue @Nullable String after,
      @Schema(type = "integer", minimum = "1", maximum = "200")
          @QueryValue(value = "limit", defaultValue = "50")
          String asked) {
    return TopicListing.Page.of(after == null ? "" : after, asked)
        .<HttpResponse<?>>map(page -> HttpResponse.ok(listing.page(page)))
        .orElseGet(() -> TopicListing.badLimit(request));
  }
}
