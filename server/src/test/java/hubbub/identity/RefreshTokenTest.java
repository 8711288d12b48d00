package hubbub.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.security.SecureRandom;
import java.util.Optional;
import javax.crypto.SecretKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RefreshTokenTest {
  private static final SecretKey KEY = new ServerKeys(new byte[32]).of(KeyPurpose.REFRESH_TOKENS);
  private static final SecretKey OTHER = new ServerKeys(new byte[32]).of(KeyPurpose.GUESTS);

  private final SecureRandom random = new SecureRandom();
  private final RefreshToken token = RefreshToken.mint(random);

  @Test
  void is_read_as_it_is_shown() {
    assertEquals(Optional.of(token), RefreshToken.parse(token.text()));
  }

  @Test
  void has_the_family_of_the_one_before_and_a_secret_of_its_own() {
    RefreshToken next = token.next(KEY);
    assertEquals(token.familyHash(), next.familyHash());
    assertNotEquals(token.hash(), next.hash());
    assertNotEquals(token.familyHash(), RefreshToken.mint(random).familyHash());
  }

  @Test
  void has_one_next_one_which_nobody_knows_without_the_key() {
    assertEquals(token.next(KEY), token.next(KEY));
    assertNotEquals(token.next(KEY), token.next(OTHER));
    assertNotEquals(token.next(KEY), RefreshToken.mint(random).next(KEY));
    assertEquals(
        Optional.of(token.next(KEY).next(KEY)),
        RefreshToken.parse(token.next(KEY).next(KEY).text()));
  }

  @Test
  void shows_neither_family_nor_secret_in_a_log() {
    assertFalse(token.toString().contains(token.family()));
    assertFalse(token.toString().contains(token.secret()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "a.b", "undefined"})
  void is_nothing_else(String text) {
    assertEquals(Optional.empty(), RefreshToken.parse(text));
    assertEquals(Optional.empty(), RefreshToken.parse(token.text() + text + "x"));
  }
}
