package hubbub.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hubbub.session.Proxies;
import hubbub.topic.Snapshot;
import io.micronaut.json.JsonMapper;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TopicListingTest {
  private static final TopicListing.Page ALL = new TopicListing.Page("", 200);

  private final AtomicLong nanos = new AtomicLong();
  private final Counted topics = new Counted();
  private final TopicListing listing =
      new TopicListing(
          new HttpContext(
              topics,
              () -> HttpContext.Phase.UP,
              () -> HttpContext.StoreState.NONE,
              () -> "",
              new AccountsContext(
                  Optional.empty(),
                  Optional.empty(),
                  AccountsContext.SignUp.OFF,
                  false,
                  (_, _) -> false),
              ApiContext.NONE,
              new Proxies(List.of(), 32, 64),
              List.of()),
          JsonMapper.createDefault(),
          nanos::get);

  /// Topics that count how often they are listed.
  private static final class Counted extends StandingTopics {
    private final AtomicInteger times = new AtomicInteger();

    @Override
    public List<Snapshot> snapshots() {
      times.incrementAndGet();
      return super.snapshots();
    }
  }

  private String all() {
    return new String(listing.page(ALL), UTF_8);
  }

  @Test
  void is_made_at_most_once_a_second_however_many_ask() {
    topics.stand("lounge:a", "", 1);
    String first = all();
    topics.stand("lounge:b", "", 1);
    for (int i = 0; i < 1000; i++) {
      nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(1) - 1);
      assertEquals(first, all());
    }
    assertEquals(1, topics.times.get());
    nanos.addAndGet(1000);
    assertTrue(all().contains("lounge:b"));
    assertEquals(2, topics.times.get());
  }

  @Test
  void encodes_each_page_once() {
    topics.stand("lounge:a", "", 1);
    assertSame(listing.page(ALL), listing.page(new TopicListing.Page("", 200)));
  }
}
