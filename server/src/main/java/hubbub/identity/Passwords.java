package hubbub.identity;

import hubbub.text.Text;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

/// Hashes passwords by Argon2id (RFC 9106), two at once, on threads of its own. Any thread that may
/// wait; each call blocks. Up to 32 calls wait for their turn; more are refused by
/// [UnavailableNow].
///
/// A hash has its parameters and its salt in it: `$argon2id$v=19$m=19456,t=2,p=1$…$…`.
public final class Passwords implements AutoCloseable {
  private static final int FEWEST_CHARACTERS = 8;
  private static final int MOST_CHARACTERS = 256;

  private static final int AT_ONCE = 2;
  private static final int WAITING = 32;
  private static final int IDLE_SECONDS = 10;

  /// What OWASP recommends at least for Argon2id.
  private static final int MEMORY_KIB = 19 * 1024;

  private static final int ITERATIONS = 2;
  private static final int PARALLELISM = 1;
  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;

  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          AT_ONCE,
          AT_ONCE,
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(WAITING),
          Thread.ofPlatform().daemon().name("hubbub-passwords-", 0).factory());

  /// Loaded with the first password, so that the start does not wait for it.
  private static final class Argon2 {
    static final Argon2PasswordEncoder ENCODER =
        new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, PARALLELISM, MEMORY_KIB, ITERATIONS);
  }

  public Passwords() {
    threads.allowCoreThreadTimeOut(true);
  }

  /// The password that somebody chose, in the form to hash; empty if it is too short, longer than
  /// 256 characters, or no text.
  static Optional<String> chosen(String written) {
    return given(written)
        .filter(text -> text.codePointCount(0, text.length()) >= FEWEST_CHARACTERS)
        .filter(text -> !text.isBlank());
  }

  /// The password that somebody gave, in the form to compare; empty if it can be nobody's.
  static Optional<String> given(String written) {
    boolean isText = StandardCharsets.UTF_8.newEncoder().canEncode(written);
    return isText && written.length() <= 2 * MOST_CHARACTERS
        ? Optional.of(Text.password(written))
            .filter(text -> text.codePointCount(0, text.length()) <= MOST_CHARACTERS)
        : Optional.empty();
  }

  /// A new hash of `password`.
  String hash(String password) {
    return run(() -> String.valueOf(Argon2.ENCODER.encode(password)));
  }

  /// Whether `hash` is one of `password`.
  boolean matches(String password, String hash) {
    return run(() -> Argon2.ENCODER.matches(password, hash));
  }

  /// Takes as long as [#matches].
  void matchNobody(String password) {
    String _ = hash(password);
  }

  /// Whether `hash` was made with weaker parameters than new ones are.
  boolean isOutdated(String hash) {
    return Argon2.ENCODER.upgradeEncoding(hash);
  }

  private <T> T run(Supplier<T> work) {
    return submit(work).join();
  }

  <T> CompletableFuture<T> submit(Supplier<T> work) {
    try {
      return CompletableFuture.supplyAsync(work, threads);
    } catch (RejectedExecutionException e) {
      throw new UnavailableNow(e);
    }
  }

  /// Lets nobody in any more. Hashes under way are finished.
  @Override
  public void close() {
    threads.shutdown();
  }
}
