package hubbub.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import hubbub.http.ApiCommands.Asked;
import hubbub.identity.ApiKey;
import hubbub.topic.Outcome;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Remembers what came of the latest requests of each API key, by the ids that the programs gave
/// them, so that a request that is sent again is not carried out again. Any thread.
@Singleton
final class Idempotency {
  /// The most requests that are remembered of one key, and the most keys.
  private static final int MOST = 10_000;

  private static final int MOST_KEYS = 50;
  private static final Pattern ID = Pattern.compile("[ -~]{1,64}");

  private final Cache<String, Remembered> keys =
      Caffeine.newBuilder().maximumSize(MOST_KEYS).build();

  /// What was asked, and what came of it, or will.
  private record Request(Asked asked, CompletableFuture<Outcome> outcome) {
    void end(@Nullable Outcome what, @Nullable Throwable failure) {
      if (failure == null) {
        outcome.complete(what);
      } else {
        outcome.completeExceptionally(failure);
      }
    }
  }

  /// The requests of one key, oldest first.
  private static final class Remembered {
    private final Map<String, Request> all =
        new LinkedHashMap<>() {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Request> eldest) {
            return size() > MOST;
          }
        };

    /// Adds a request, unless there is one of that id, which is the answer then.
    synchronized Optional<Request> add(String id, Request request) {
      return Optional.ofNullable(all.putIfAbsent(id, request));
    }

    synchronized void remove(String id, Request request) {
      all.remove(id, request);
    }
  }

  /// What the client calls its request: the header `Idempotency-Key`, 1 to 64 characters of ASCII.
  static Optional<String> idOf(HttpRequest<?> request) {
    Optional<String> id = Optional.ofNullable(request.getHeaders().get("Idempotency-Key"));
    if (id.isPresent() && !ID.matcher(id.get()).matches()) {
      throw RequestRefused.of(
          HttpStatus.BAD_REQUEST, "invalid", "An Idempotency-Key has 1 to 64 characters of ASCII.");
    }
    return id;
  }

  /// What came of the request, which is carried out by `act` unless it was before. What was refused
  /// for now is not remembered.
  CompletionStage<Outcome> once(ApiKey key, Asked asked, Supplier<CompletionStage<Outcome>> act) {
    if (asked.id().isEmpty()) {
      return act.get();
    }
    String id = asked.id().get();
    Remembered its = keys.get(key.name(), _ -> new Remembered());
    Request request = new Request(asked, new CompletableFuture<>());
    Optional<Request> before = its.add(id, request);
    if (before.isEmpty()) {
      return act.get()
          .whenComplete((outcome, failure) -> {
            if (failure != null || mayPass(outcome)) {
              its.remove(id, request);
            }
            request.end(outcome, failure);
          });
    }
    if (!before.get().asked().equals(asked)) {
      throw RequestRefused.of(
          HttpStatus.CONFLICT, "already", "That Idempotency-Key was used for another request.");
    }
    return before.get().outcome();
  }

  private static boolean mayPass(Outcome outcome) {
    return outcome instanceof Outcome.Refused refused
        && refused.refusal().details().containsKey("retry_after_ms");
  }
}
