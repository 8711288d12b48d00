package hubbub.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import hubbub.http.ApiCommands.Asked;
import hubbub.identity.ApiKey;
import hubbub.topic.Outcome;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Remembers what came of the latest requests of each API key, by the ids that the programs gave
/// them, so that a request that is sent again is not carried out again. Any thread.
public final class Idempotency {
  /// The most requests that are remembered of one key, and the most keys.
  private static final int MOST = 10_000;

  private static final int MOST_KEYS = 50;

  /// How long answers may take that were on their way when all topics ended.
  private static final long PATIENCE_MILLIS = 1_000;

  private static final Pattern ID = Pattern.compile("[ -~]{1,64}");

  private final Cache<String, Remembered> keys =
      Caffeine.newBuilder().maximumSize(MOST_KEYS).build();

  /// What came of a request of the key of that name. `digest` stands for what was asked.
  public record Answered(String key, String id, String digest, Outcome outcome) {}

  /// What was asked, and what came of it, or will.
  private record Request(String digest, CompletableFuture<Outcome> outcome) {
    void end(@Nullable Outcome what, @Nullable Throwable failure) {
      if (failure == null) {
        outcome.complete(what);
      } else {
        outcome.completeExceptionally(failure);
      }
    }

    Answered answered(String key, String id) {
      return new Answered(key, id, digest, outcome.resultNow());
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

    synchronized Map<String, Request> copy() {
      return new LinkedHashMap<>(all);
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
    Remembered its = of(key.name());
    Request request = new Request(digest(asked), new CompletableFuture<>());
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
    if (!before.get().digest().equals(request.digest())) {
      throw RequestRefused.of(
          HttpStatus.CONFLICT, "already", "That Idempotency-Key was used for another request.");
    }
    return before.get().outcome();
  }

  private Remembered of(String key) {
    return keys.get(key, _ -> new Remembered());
  }

  private static boolean mayPass(Outcome outcome) {
    return outcome instanceof Outcome.Refused refused
        && refused.refusal().details().containsKey("retry_after_ms");
  }

  /// All answers, those of a key in the order of their requests. Blocks while answers are on their
  /// way, but not for longer than a second.
  public List<Answered> answers() {
    CompletableFuture<?>[] all =
        keys.asMap().values().stream()
            .flatMap(its -> its.copy().values().stream().map(Request::outcome))
            .toArray(CompletableFuture[]::new);
    Void _ =
        CompletableFuture.allOf(all)
            .exceptionally(_ -> null)
            .completeOnTimeout(null, PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
            .join();
    return keys.asMap().entrySet().stream()
        .flatMap(key ->
            key.getValue().copy().entrySet().stream()
                .filter(its -> its.getValue().outcome().state() == Future.State.SUCCESS)
                .map(its -> its.getValue().answered(key.getKey(), its.getKey())))
        .toList();
  }

  /// Goes on with the answers that an earlier server gave.
  public void take(List<Answered> answers) {
    for (Answered its : answers) {
      CompletableFuture<Outcome> outcome = CompletableFuture.completedFuture(its.outcome());
      var _ = of(its.key()).add(its.id(), new Request(its.digest(), outcome));
    }
  }

  /// Stands for all of what is asked, in whatever order its fields are.
  private static String digest(Asked asked) {
    String all = asked.topic() + " " + asked.word() + " " + sorted(asked.payload());
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /// The JSON with all fields in the order of their names.
  private static String sorted(JsonNode json) {
    if (json.isObject()) {
      Map<String, String> fields = new TreeMap<>();
      json.properties()
          .forEach(
              it -> fields.put(TextNode.valueOf(it.getKey()).toString(), sorted(it.getValue())));
      return fields.toString();
    }
    if (json.isArray()) {
      return json.valueStream().map(Idempotency::sorted).collect(Collectors.joining(",", "[", "]"));
    }
    return json.toString();
  }
}
