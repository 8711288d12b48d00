package hubbub.store;

import static hubbub.store.Given.resultOf;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class TableCopyTest {
  private final TableCopy<String> copy = new TableCopy<>("nothing");

  @Test
  void says_what_was_read_last() {
    assertEquals("nothing", copy.latest());
    var _ = resultOf(copy.reload(() -> CompletableFuture.completedStage("one")));
    var _ = resultOf(copy.reload(() -> CompletableFuture.completedStage("two")));
    assertEquals("two", copy.latest());
  }

  @Test
  void stays_if_one_comes_later_that_was_asked_for_earlier() {
    CompletableFuture<String> slow = new CompletableFuture<>();
    CompletionStage<Void> earlier = copy.reload(() -> slow);
    var _ = resultOf(copy.reload(() -> CompletableFuture.completedStage("revoked")));
    slow.complete("still good");
    var _ = resultOf(earlier);
    assertEquals("revoked", copy.latest());
  }

  @Test
  void stays_if_the_next_one_cannot_be_read() {
    var _ = resultOf(copy.reload(() -> CompletableFuture.completedStage("one")));
    var _ = copy.reload(() -> CompletableFuture.failedStage(new IllegalStateException("down")));
    assertEquals("one", copy.latest());
  }
}
