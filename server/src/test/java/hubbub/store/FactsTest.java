package hubbub.store;

import static hubbub.store.Given.resultOf;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;

/// What a store remembers about its server.
class FactsTest extends EachDatabase {
  private static final byte[] FIRST = "first".getBytes(US_ASCII);
  private static final byte[] OTHER = "other".getBytes(US_ASCII);

  @Test
  void are_as_the_first_server_said_also_after_a_restart() throws CannotOpen {
    assertArrayEquals(FIRST, resultOf(store.siteUsersKey(FIRST)));
    assertArrayEquals(FIRST, resultOf(store.siteUsersKey(OTHER)));
    store.close();
    store = Store.open(settings);
    assertArrayEquals(FIRST, resultOf(store.siteUsersKey(OTHER)));
  }

  @Test
  void are_the_same_for_servers_that_begin_at_once() throws CannotOpen {
    try (Store neighbour = Store.open(settings)) {
      var here = store.siteUsersKey(FIRST);
      var there = neighbour.siteUsersKey(OTHER);
      assertArrayEquals(resultOf(here), resultOf(there));
    }
  }
}
