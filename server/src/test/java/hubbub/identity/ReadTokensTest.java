package hubbub.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hubbub.topic.Rank;
import hubbub.topic.TopicName;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadTokensTest {
  private static final TopicName LOBBY = new TopicName("room:lobby");
  private static final String KEY = "AAAAAAAAAAAA";
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private final ServerKeys keys = new ServerKeys(new byte[32]);
  private Instant now = NOON;
  private boolean isKeyGood = true;
  private final ReadTokens tokens =
      new ReadTokens(keys, id -> id.equals(KEY) && isKeyGood, () -> now);

  @Test
  void are_good_for_their_topic_until_they_end() {
    ReadTokens.Signed token = tokens.sign(LOBBY, KEY, Duration.ofMinutes(5));
    now = NOON.plusSeconds(299);
    assertEquals(new ReadTokens.Good(LOBBY, token.endsAt(), KEY), tokens.verify(token.text()));
    now = NOON.plusSeconds(300);
    assertEquals(new ReadTokens.Ended(), tokens.verify(token.text()));
  }

  @Test
  void end_within_an_hour_whatever_was_asked_for() {
    assertEquals(
        NOON.plus(ReadTokens.LONGEST).toEpochMilli(),
        tokens.sign(LOBBY, KEY, Duration.ofDays(1)).endsAt());
  }

  @Test
  void end_with_the_key_that_they_were_made_with() {
    ReadTokens.Signed token = tokens.sign(LOBBY, KEY, Duration.ofMinutes(5));
    ReadTokens.Good good = new ReadTokens.Good(LOBBY, token.endsAt(), KEY);
    assertTrue(tokens.isGood(good));
    isKeyGood = false;
    assertFalse(tokens.isGood(good));
    assertEquals(new ReadTokens.Ended(), tokens.verify(token.text()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "a.b.c", "eyJhbGciOiJub25lIn0.eyJpc3MiOiJodWJidWI6cmVhZCJ9."})
  void are_not_made_of_anything_else(String text) {
    assertEquals(new ReadTokens.Forged(), tokens.verify(text));
  }

  @Test
  void are_neither_another_server_s_nor_tokens_for_joining() {
    byte[] secret = new byte[32];
    secret[0] = 1;
    String foreign =
        new ReadTokens(new ServerKeys(secret), _ -> true, InstantSource.fixed(NOON))
            .sign(LOBBY, KEY, Duration.ofMinutes(1))
            .text();
    assertEquals(new ReadTokens.Forged(), tokens.verify(foreign));
    String local =
        LocalTokens.sign(
            keys,
            new LocalTokens.Request(
                "ann", Optional.empty(), Rank.OWNER, TopicPattern.ALL, Duration.ofMinutes(1)),
            NOON);
    assertEquals(new ReadTokens.Forged(), tokens.verify(local));
    Tokens joining =
        new Tokens(
            List.of(LocalTokens.issuer(keys)),
            keys.of(KeyPurpose.SITE_USERS),
            _ -> false,
            InstantSource.fixed(NOON));
    String mine = tokens.sign(LOBBY, KEY, Duration.ofMinutes(1)).text();
    assertTrue(joining.verify(mine) instanceof Tokens.Forged);
  }
}
