package hubbub.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import hubbub.http.ApiCommands.Asked;
import hubbub.identity.ApiKey;
import hubbub.identity.KeyScope;
import hubbub.identity.TopicPattern;
import hubbub.topic.Outcome;
import hubbub.topic.Reason;
import hubbub.topic.TopicName;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class IdempotencyTest {
  private final Idempotency idempotency = new Idempotency();
  private final AtomicInteger carriedOut = new AtomicInteger();

  private static ApiKey key(String name) {
    return new ApiKey(name, Set.of(KeyScope.PUBLISH), List.of(TopicPattern.ALL));
  }

  private static Asked asked(String id, String body) {
    return new Asked(
        new TopicName("room:lobby"),
        "set_title",
        JsonBody.object("{\"title\":\"" + body + "\"}"),
        Optional.of(id));
  }

  private CompletionStage<Outcome> ok() {
    carriedOut.incrementAndGet();
    return CompletableFuture.completedStage(Outcome.OK);
  }

  @Test
  void carries_out_once_what_is_asked_twice_even_at_the_same_time() {
    CompletableFuture<Outcome> pending = new CompletableFuture<>();
    CompletionStage<Outcome> first =
        idempotency.once(
            key("a"),
            asked("1", "x"),
            () -> {
              carriedOut.incrementAndGet();
              return pending;
            });
    CompletionStage<Outcome> again = idempotency.once(key("a"), asked("1", "x"), this::ok);
    pending.complete(Outcome.refused(Reason.ALREADY));
    assertEquals(first.toCompletableFuture().join(), again.toCompletableFuture().join());
    assertEquals(1, carriedOut.get());
  }

  @Test
  void knows_the_ids_of_each_key_apart() {
    var _ = idempotency.once(key("a"), asked("1", "x"), this::ok);
    var _ = idempotency.once(key("b"), asked("1", "y"), this::ok);
    assertEquals(2, carriedOut.get());
  }

  @Test
  void refuses_an_id_that_meant_something_else() {
    var _ = idempotency.once(key("a"), asked("1", "x"), this::ok);
    assertThrows(RequestRefused.class, () -> idempotency.once(key("a"), asked("1", "y"), this::ok));
  }

  @Test
  void tries_again_what_was_refused_for_now() {
    var _ =
        idempotency.once(
            key("a"),
            asked("1", "x"),
            () -> CompletableFuture.completedStage(Outcome.refused(Reason.UNAVAILABLE)));
    var _ = idempotency.once(key("a"), asked("1", "x"), this::ok);
    assertEquals(1, carriedOut.get());
  }

  @Test
  void remembers_the_latest_ten_thousand() {
    for (int i = 0; i <= 10_000; i++) {
      var _ = idempotency.once(key("a"), asked("id" + i, "x"), this::ok);
    }
    var _ = idempotency.once(key("a"), asked("id1", "x"), this::ok);
    assertEquals(10_001, carriedOut.get());
    var _ = idempotency.once(key("a"), asked("id0", "x"), this::ok);
    assertEquals(10_002, carriedOut.get());
  }
}
