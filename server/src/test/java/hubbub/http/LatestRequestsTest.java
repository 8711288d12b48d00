package hubbub.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hubbub.http.LatestRequests.Request;
import hubbub.topic.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class LatestRequestsTest {
  private final LatestRequests requests = new LatestRequests(4);

  private static Request request(String digest) {
    return new Request(digest, CompletableFuture.completedFuture(Outcome.OK));
  }

  private void add(String key, String id) {
    assertEquals(Optional.empty(), requests.add(key, id, request(id)));
  }

  private List<String> ids(String key) {
    return requests.all().stream()
        .filter(it -> it.key().equals(key))
        .map(LatestRequests.Entry::id)
        .toList();
  }

  @Test
  void know_one_that_came_before() {
    Request first = request("x");
    assertEquals(Optional.empty(), requests.add("a", "1", first));
    assertEquals(Optional.of(first), requests.add("a", "1", request("y")));
  }

  @Test
  void forget_the_oldest_of_the_key_that_has_most() {
    add("quiet", "old");
    for (String id : List.of("1", "2", "3", "4", "5")) {
      add("busy", id);
    }
    assertEquals(List.of("old"), ids("quiet"));
    assertEquals(List.of("3", "4", "5"), ids("busy"));
  }

  @Test
  void are_shared_alike_by_keys_that_are_as_busy() {
    for (String id : List.of("1", "2", "3", "4")) {
      add("a", id);
      add("b", id);
    }
    assertEquals(4, requests.all().size());
    assertEquals(2, ids("a").size());
  }

  @Test
  void make_room_by_what_is_removed() {
    Request first = request("x");
    assertEquals(Optional.empty(), requests.add("a", "1", first));
    requests.remove("a", "1", first);
    for (String id : List.of("2", "3", "4", "5")) {
      add("a", id);
    }
    assertEquals(List.of("2", "3", "4", "5"), ids("a"));
  }

  @Test
  void keep_what_came_after_the_one_that_is_removed() {
    Request first = request("x");
    Request second = request("x");
    assertEquals(Optional.empty(), requests.add("a", "1", first));
    requests.remove("a", "1", first);
    assertEquals(Optional.empty(), requests.add("a", "1", second));
    requests.remove("a", "1", first);
    assertEquals(List.of("1"), ids("a"));
  }
}
