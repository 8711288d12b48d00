package hubbub.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import hubbub.topic.Lock;
import hubbub.topic.Snapshot;
import io.micronaut.json.JsonMapper;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The topics of listed kinds, by name, without locked ones. Everybody who asks within a second
/// shares one listing, and each page of it is encoded once, however many ask. Any thread; blocks
/// while another thread makes the listing.
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
  record Page(String after, int limit) {}

  /// The topics when the listing was made, and the pages encoded since.
  private record Listing(long madeNanos, List<Snapshot> topics, Cache<Page, byte[]> pages) {}

  /// The page as JSON: `{topics: [{name, title, members}], next?}`. `next` is the `after` for the
  /// next page.
  byte[] page(Page asked) {
    Listing listing = listing();
    return listing.pages().get(asked, page -> encoded(listing.topics(), page));
  }

  private synchronized Listing listing() {
    long now = nanoTime.getAsLong();
    if (latest == null || now - latest.madeNanos() >= FRESH_NANOS) {
      List<Snapshot> topics =
          httpContext.topics().snapshots().stream()
              .filter(this::isShown)
              .sorted(Comparator.comparing(TopicListing::name))
              .toList();
      latest = new Listing(now, topics, Caffeine.newBuilder().maximumSize(MAX_PAGES).build());
    }
    return latest;
  }

  private boolean isShown(Snapshot topic) {
    Lock lock = topic.lock();
    return topic.listed() && !lock.password() && !lock.membersOnly();
  }

  private byte[] encoded(List<Snapshot> topics, Page page) {
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
  private static int firstAfter(List<Snapshot> topics, String name) {
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

  private static String name(Snapshot topic) {
    return topic.topic().value();
  }

  private static Map<String, Object> shown(Snapshot topic) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("name", name(topic));
    shown.put("title", topic.title());
    shown.put("members", topic.members());
    return shown;
  }
}
