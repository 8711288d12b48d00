package hubbub.identity;

import hubbub.logging.ThrottledLog;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// An issuer's keys, fetched from its address: at the start, every 5 minutes, and when a token
/// names one that is unknown, but then at most every 30 s. All of that in the background, so no
/// caller waits. A fetch that fails changes nothing: the keys known so far stay.
///
/// Any thread; its fields are changed under its lock.
public final class FetchedKeys implements VerificationKeys, AutoCloseable {
  private static final ThrottledLog FAILURES = new ThrottledLog(FetchedKeys.class);
  private static final int MOST_BYTES = 256 * 1024;
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration EVERY = Duration.ofMinutes(5);
  private static final long PAUSE_NANOS = Duration.ofSeconds(30).toNanos();

  private final URI address;
  private final LongSupplier nanos;
  private final HttpClient client =
      HttpClient.newBuilder()
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(PATIENCE)
          .build();

  private KeySet keys = KeySet.EMPTY;
  private @Nullable CompletableFuture<?> fetching;
  private long begunNanos;
  private boolean isCurrent;
  private boolean isClosed;

  private FetchedKeys(URI address, LongSupplier nanos) {
    this.address = address;
    this.nanos = nanos;
  }

  /// Begins to fetch the keys from `address`.
  public static FetchedKeys from(URI address) {
    return from(address, System::nanoTime);
  }

  static FetchedKeys from(URI address, LongSupplier nanos) {
    FetchedKeys keys = new FetchedKeys(address, nanos);
    keys.fetch();
    keys.fetchLater();
    return keys;
  }

  @Override
  public synchronized Optional<List<Key>> named(Optional<String> keyId) {
    List<Key> found = keys.named(keyId);
    if (found.isEmpty() && nanos.getAsLong() - begunNanos >= PAUSE_NANOS) {
      fetch();
    }
    boolean mayBeNew = fetching != null || !isCurrent;
    return found.isEmpty() && mayBeNew ? Optional.empty() : Optional.of(found);
  }

  private void fetchLater() {
    CompletableFuture.delayedExecutor(EVERY.toMillis(), TimeUnit.MILLISECONDS)
        .execute(() -> {
          if (fetch()) {
            fetchLater();
          }
        });
  }

  /// Begins to fetch, unless that is under way.
  ///
  /// @return whether this is still open
  private synchronized boolean fetch() {
    if (fetching == null && !isClosed) {
      begunNanos = nanos.getAsLong();
      CompletableFuture<HttpResponse<byte[]>> answer =
          client.sendAsync(
              HttpRequest.newBuilder(address).header("Accept", "application/json").build(),
              HttpResponse.BodyHandlers.limiting(
                  HttpResponse.BodyHandlers.ofByteArray(), MOST_BYTES));
      fetching = answer;
      CompletableFuture.delayedExecutor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
          .execute(() -> answer.cancel(true)); // a timeout of the request would not bound the body
      var _ = answer.thenApply(FetchedKeys::read).whenComplete(this::fetched);
    }
    return !isClosed;
  }

  private static KeySet read(HttpResponse<byte[]> answer) {
    if (answer.statusCode() != 200) {
      throw new CompletionException(
          new ParseException("it answers " + answer.statusCode() + " (expected: 200)", 0));
    }
    try {
      return KeySet.parse(new String(answer.body(), StandardCharsets.UTF_8));
    } catch (ParseException e) {
      throw new CompletionException(e);
    }
  }

  private void fetched(@Nullable KeySet found, @Nullable Throwable failure) {
    synchronized (this) {
      fetching = null;
      isCurrent = found != null;
      keys = found != null ? found : keys;
      if (isClosed) {
        return;
      }
    }
    if (failure != null) {
      Throwable cause = failure.getCause() == null ? failure : failure.getCause();
      FAILURES.warn(
          "Keys for tokens cannot be fetched, so those known stay in use: {}",
          address + ": " + cause);
    }
  }

  /// Fetches no more. What is known stays.
  @Override
  public void close() {
    CompletableFuture<?> last;
    synchronized (this) {
      isClosed = true;
      last = fetching;
    }
    if (last != null) {
      last.cancel(true);
    }
    client.shutdownNow();
  }
}
