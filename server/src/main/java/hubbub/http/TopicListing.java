package hubbub.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import hubbub.topic.TopicName;
import hubbub.topic.TopicSummary;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.json.JsonMapper;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The topics of all nodes that somebody is in, by name: for the public, those of listed kinds that
/// are not locked. Everybody who asks within a second shares one listing, and each page of it is
/// encoded once, however many ask. Any thread; blocks while the listing is made, which takes two
/// seconds if another node does not answer.
@Singleton
final class TopicListing {
  private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long MAX_PAGES = 1000;

  private final HttpContext httpContext;
  private final JsonMapper json;
  private final LongSupplier nanoTime;
  private @Nullable Listing latest;

  @Inject
  TopicListing(HttpContext httpContext, JsonMapper json) {
    this(httpContext, json, System::nanoTime);
  }

  /// `nanoTime` is a clock like [System#nanoTime].
  TopicListing(HttpContext httpContext, JsonMapper json, LongSupplier nanoTime) {
    this.httpContext = httpContext;
    this.json = json;
    this.nanoTime = nanoTime;
  }

  /// Which part of the listing: at most `limit` topics whose names come after `after`.
  record Page(String after, int limit) {
    /// A whole number from 1 to 200.
    private static final Pattern LIMIT = Pattern.compile("[1-9]\\d?|1\\d\\d|200");

    /// The page that a query asks for; empty if `limit` is not as it should be.
    static Optional<Page> of(String after, String limit) {
      return LIMIT.matcher(limit).matches()
          ? Optional.of(new Page(after, Integer.parseInt(limit)))
          : Optional.empty();
    }
  }

  /// Refuses a limit.
  static HttpResponse<?> badLimit(HttpRequest<?> request) {
    return Problem.of(
        request,
        HttpStatus.BAD_REQUEST,
        "invalid",
        "The limit must be a whole number from 1 to 200.",
        Map.of("field", "limit", "expected", "a whole number from 1 to 200"));
  }

  /// All topics when the listing was made, those of them that the public may see, and the public
  /// pages encoded since.
  private record Listing(
      long madeNanos,
      List<TopicSummary> all,
      List<TopicSummary> shown,
      Cache<Page, byte[]> pages) {}

  /// The page as JSON: `{topics: [{name, title, members}], next?}`. `next` is the `after` for the
  /// next page.
  byte[] page(Page asked) {
    Listing listing = listing();
    return listing.pages().get(asked, page -> encoded(listing.shown(), page));
  }

  /// The page of all those topics that `isMeant`, listed or not.
  byte[] page(Page asked, Predicate<TopicName> isMeant) {
    return encoded(
        listing().all().stream().filter(topic -> isMeant.test(topic.topic())).toList(), asked);
  }

  private synchronized Listing listing() {
    if (latest == null || nanoTime.getAsLong() - latest.madeNanos() >= FRESH_NANOS) {
      List<TopicSummary> all =
          httpContext.topics().listing().toCompletableFuture().join().stream()
              .sorted(Comparator.comparing(TopicListing::name))
              .toList();
      List<TopicSummary> shown = all.stream().filter(TopicSummary::isPublic).toList();
      latest =
          new Listing(
              nanoTime.getAsLong(),
              all,
              shown,
              Caffeine.newBuilder().maximumSize(MAX_PAGES).build());
    }
    return latest;
  }

  private byte[] encoded(List<TopicSummary> topics, Page page) {
    int from = firstAfter(topics, page.after());
    int to = Math.min(from + page.limit(), topics.size());
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("topics", topics.subList(from, to).stream().map(TopicListing::shown).toList());
    if (to < topics.size()) {
      body.put("next", name(topics.get(to - 1)));
    }
    try {
      return json.writeValueAsBytes(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The index of the first topic whose name comes after `name`.
  private static int firstAfter(List<TopicSummary> topics, String name) {
    int low = 0;
    int high = topics.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (name(topics.get(middle)).compareTo(name) > 0) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  private static String name(TopicSummary topic) {
    return topic.topic().value();
  }

  private static Map<String, Object> shown(TopicSummary topic) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("name", name(topic));
    shown.put("title", topic.title());
    shown.put("members", topic.members());
    return shown;
  }
}
