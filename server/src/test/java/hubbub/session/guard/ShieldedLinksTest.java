package hubbub.session.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hubbub.topic.Shield;
import hubbub.topic.ShieldPreset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShieldedLinksTest {
  private static final long NOW = 1_000;

  private static final Shield SHIELD =
      new Shield(ShieldPreset.NO_LINKS, NOW - 10, NOW + 5_000, false);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://example.org",
        "see example.com",
        "www.example.com/x?y",
        "ftp://10.0.0.1",
        "münchen.de",
        "例え。jp"
      })
  void a_link_is_refused_until_the_shield_ends(String said) {
    var refusal = ShieldedLinks.judge(SHIELD, said, NOW).orElseThrow();
    assertEquals("links", refusal.details().get("rule"));
    assertEquals(5_000L, refusal.details().get("retry_after_ms"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"hello. How are you?", "3.14", "well ... no", "a: b/c", "…", "1.2.3"})
  void other_text_passes(String said) {
    assertTrue(ShieldedLinks.judge(SHIELD, said, NOW).isEmpty());
  }

  @Test
  void a_link_passes_once_the_shield_has_ended() {
    assertTrue(ShieldedLinks.judge(SHIELD, "example.com", NOW + 5_000).isEmpty());
  }

  @Test
  void a_link_passes_other_shields() {
    Shield slow = new Shield(ShieldPreset.SLOW, NOW - 10, NOW + 5_000, false);
    assertTrue(ShieldedLinks.judge(slow, "example.com", NOW).isEmpty());
  }
}
