package hubbub.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import hubbub.http.ApiCommands.Asked;
import hubbub.http.LatestRequests.Request;
import hubbub.identity.ApiKey;
import hubbub.topic.Outcome;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
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

/// Remembers what came of the latest requests of API keys, by the ids that the programs gave them,
/// so that a request that is sent again is not carried out again. Refusals are not remembered:
/// nothing was carried out, and what was in the way may be gone. Any thread.
public final class Idempotency {
  private static final int MOST = 100_000;

  /// How long answers may take that were on their way when all topics ended.
  private static final long PATIENCE_MILLIS = 1_000;

  private static final Pattern ID = Pattern.compile("[ -~]{1,64}");

  private final LatestRequests requests = new LatestRequests(MOST);

  /// What came of a request of the key of that name. `digest` stands for what was asked.
  public record Answered(String key, String id, String digest, Outcome outcome) {}

  /// What the client calls its request, in the header `Idempotency-Key`.
  static Optional<String> idOf(HttpRequest<?> request) {
    return Optional.ofNullable(request.getHeaders().get("Idempotency-Key"))
        .map(Idempotency::checked);
  }

  /// An id of a request, as a client gave it: 1 to 64 characters of ASCII.
  static String checked(String id) {
    if (!ID.matcher(id).matches()) {
      throw RequestRefused.of(
          HttpStatus.BAD_REQUEST, "invalid", "An Idempotency-Key has 1 to 64 characters of ASCII.");
    }
    return id;
  }

  /// What came of the request, which is carried out by `act` unless it was before.
  CompletionStage<Outcome> once(ApiKey key, Asked asked, Supplier<CompletionStage<Outcome>> act) {
    if (asked.id().isEmpty()) {
      return act.get();
    }
    String id = asked.id().get();
    Request request = new Request(digest(asked), new CompletableFuture<>());
    Optional<Request> before = requests.add(key.name(), id, request);
    if (before.isEmpty()) {
      return CompletableFuture.completedStage(id)
          .thenCompose(_ -> act.get())
          .whenComplete((outcome, failure) -> {
            if (failure != null || outcome instanceof Outcome.Refused) {
              requests.remove(key.name(), id, request);
            }
            end(request.outcome(), outcome, failure);
          });
    }
    if (!before.get().digest().equals(request.digest())) {
      throw RequestRefused.of(
          HttpStatus.CONFLICT, "already", "That Idempotency-Key was used for another request.");
    }
    return before.get().outcome();
  }

  private static void end(
      CompletableFuture<Outcome> its, @Nullable Outcome what, @Nullable Throwable failure) {
    if (failure == null) {
      its.complete(what);
    } else {
      its.completeExceptionally(failure);
    }
  }

  /// All answers, those of a key in the order of their requests. Blocks while answers are on their
  /// way, but not for longer than a second.
  public List<Answered> answers() {
    CompletableFuture<?>[] all =
        requests.all().stream().map(it -> it.request().outcome()).toArray(CompletableFuture[]::new);
    Void _ =
        CompletableFuture.allOf(all)
            .exceptionally(_ -> null)
            .completeOnTimeout(null, PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
            .join();
    return requests.all().stream()
        .filter(it -> it.request().outcome().state() == Future.State.SUCCESS)
        .map(it ->
            new Answered(
                it.key(), it.id(), it.request().digest(), it.request().outcome().resultNow()))
        .toList();
  }

  /// Goes on with the answers that an earlier server gave. Older releases left refusals, too.
  public void take(List<Answered> answers) {
    for (Answered its : answers) {
      if (!(its.outcome() instanceof Outcome.Refused)) {
        CompletableFuture<Outcome> outcome = CompletableFuture.completedFuture(its.outcome());
        var _ = requests.add(its.key(), its.id(), new Request(its.digest(), outcome));
      }
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
