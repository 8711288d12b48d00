package hubbub.http;

import static java.util.concurrent.CompletableFuture.completedStage;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hubbub.http.ApiCommands.Asked;
import hubbub.http.Idempotency.Answered;
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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class IdempotencyTest {
  private static final Outcome DONE = new Outcome.Sent("m1", 1, 1);

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
    pending.complete(DONE);
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

  @ParameterizedTest
  @EnumSource
  void tries_again_what_was_refused_for_whatever_reason(Reason reason) {
    Outcome refused = Outcome.refused(reason);
    var _ = idempotency.once(key("a"), asked("1", "x"), () -> completedStage(refused));
    var _ = idempotency.once(key("a"), asked("1", "y"), this::ok);
    assertEquals(1, carriedOut.get());
  }

  @Test
  void tries_again_what_met_a_bug() {
    CompletionStage<Outcome> failed =
        idempotency.once(
            key("a"),
            asked("1", "x"),
            () -> {
              throw new IllegalStateException("as this test wants it");
            });
    assertTrue(failed.toCompletableFuture().isCompletedExceptionally());
    var _ = idempotency.once(key("a"), asked("1", "x"), this::ok);
    assertEquals(1, carriedOut.get());
  }

  private Outcome after(Idempotency next, String id, String body) {
    return next.once(key("a"), asked(id, body), this::ok).toCompletableFuture().join();
  }

  @Test
  void goes_on_with_the_answers_of_an_earlier_server() {
    var _ = idempotency.once(key("a"), asked("1", "x"), () -> completedStage(DONE));
    var _ =
        idempotency.once(
            key("a"), asked("2", "x"), () -> completedStage(Outcome.refused(Reason.UNAVAILABLE)));
    Idempotency next = new Idempotency();
    next.take(idempotency.answers());
    assertEquals(DONE, after(next, "1", "x"));
    assertThrows(RequestRefused.class, () -> after(next, "1", "y"));
    assertEquals(0, carriedOut.get());
    assertEquals(Outcome.OK, after(next, "2", "x"));
    assertEquals(1, carriedOut.get());
  }

  @Test
  void waits_for_an_answer_that_is_on_its_way() {
    CompletableFuture<Outcome> pending = new CompletableFuture<>();
    var _ = idempotency.once(key("a"), asked("1", "x"), () -> pending);
    var _ = pending.completeOnTimeout(Outcome.OK, 20, TimeUnit.MILLISECONDS);
    assertEquals(
        List.of(Outcome.OK), idempotency.answers().stream().map(Answered::outcome).toList());
  }

  @Test
  void leaves_out_what_has_no_answer() {
    var _ = idempotency.once(key("a"), asked("1", "x"), CompletableFuture::new);
    assertEquals(List.of(), idempotency.answers());
  }

  @Test
  void does_not_take_refusals_that_an_older_release_left() {
    idempotency.take(List.of(new Answered("a", "1", "digest", Outcome.refused(Reason.ALREADY))));
    assertEquals(Outcome.OK, after(idempotency, "1", "x"));
  }

  @Test
  void does_not_mind_in_which_order_fields_are() {
    Asked first = of("{\"a\":1,\"b\":{\"c\":[1,2],\"d\":\"x\"}}");
    Asked same = of("{\"b\":{\"d\":\"x\",\"c\":[1,2]},\"a\":1}");
    Asked other = of("{\"a\":1,\"b\":{\"c\":[2,1],\"d\":\"x\"}}");
    var _ = idempotency.once(key("a"), first, this::ok);
    var _ = idempotency.once(key("a"), same, this::ok);
    assertEquals(1, carriedOut.get());
    assertThrows(RequestRefused.class, () -> idempotency.once(key("a"), other, this::ok));
  }

  private static Asked of(String payload) {
    return new Asked(
        new TopicName("room:lobby"), "roll", JsonBody.object(payload), Optional.of("1"));
  }
}
