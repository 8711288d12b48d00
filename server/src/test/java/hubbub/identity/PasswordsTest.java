package hubbub.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordsTest {
  private static final String SECRET = "correct horse";

  @AutoClose private final Passwords passwords = new Passwords();

  @Nested
  class A_hash {
    @Test
    void says_how_it_was_made() {
      String hash = passwords.hash(SECRET);
      assertTrue(hash.startsWith("$argon2id$v=19$m=19456,t=2,p=1$"), hash);
      assertFalse(passwords.isOutdated(hash));
    }

    @Test
    void matches_its_password_only() {
      String hash = passwords.hash(SECRET);
      assertTrue(passwords.matches(SECRET, hash));
      assertFalse(passwords.matches("correct horse ", hash));
    }

    @Test
    void has_a_salt_of_its_own() {
      assertNotEquals(passwords.hash(SECRET), passwords.hash(SECRET));
    }

    @Test
    void is_outdated_if_it_was_made_with_less_memory() {
      String weaker = passwords.hash(SECRET).replace("m=19456", "m=4096");
      assertTrue(passwords.isOutdated(weaker));
    }
  }

  @Nested
  class Choosing {
    @ParameterizedTest
    @ValueSource(strings = {"", "1234567", "        ", "\ud83d\ude00\ud83d\ude00\ud83d\ude00"})
    void one_that_is_too_short_is_refused(String written) {
      assertEquals(Optional.empty(), Passwords.chosen(written));
    }

    @Test
    void half_a_character_or_more_than_256_are_refused() {
      assertEquals(Optional.empty(), Passwords.chosen("12345678\ud83d"));
      assertEquals(Optional.empty(), Passwords.chosen("x".repeat(257)));
      assertTrue(Passwords.chosen("x".repeat(256)).isPresent());
    }

    @Test
    void the_same_letters_from_another_keyboard_are_the_same() {
      assertEquals(Passwords.chosen("pässwörter"), Passwords.given("pa\u0308sswo\u0308rter"));
    }
  }

  @Nested
  class Under_load {
    @Test
    void two_are_hashed_32_wait_and_the_next_is_refused() throws InterruptedException {
      CountDownLatch both = new CountDownLatch(2);
      CountDownLatch go = new CountDownLatch(1);
      List<CompletableFuture<Boolean>> all = new ArrayList<>();
      for (int i = 0; i < 2 + 32; i++) {
        all.add(
            passwords.submit(() -> {
              both.countDown();
              try {
                go.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              return true;
            }));
      }
      both.await();
      assertThrows(UnavailableNow.class, () -> passwords.hash(SECRET));
      go.countDown();
      assertTrue(all.stream().allMatch(CompletableFuture::join));
      assertTrue(passwords.matches(SECRET, passwords.hash(SECRET)));
    }
  }
}
