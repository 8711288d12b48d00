package hubbub.session.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hubbub.topic.MemberId;
import hubbub.topic.Rank;
import hubbub.topic.Refusal;
import hubbub.topic.TopicName;
import hubbub.topic.extension.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What somebody says whom a shield keeps from posting links for five more seconds.
class ShieldedLinksTest {
  private static final SpamPolicy POLICY = Preset.NORMAL.policy();

  private static Speech shielded(Said said) {
    Speech speech = said.at(1_000_000);
    return new Speech(
        speech.topic(),
        speech.what(),
        speech.text(),
        speech.meta(),
        speech.nonce(),
        speech.from(),
        speech.snapshot(),
        new Speech.Circumstances(false, 5_000, false, 0),
        speech.nowNanos());
  }

  private static Optional<Refusal> refusal(Guard guard, String text) {
    return guard.judge(shielded(Said.by("tann", text))).refusal();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://example.org",
        "see example.com",
        "www.example.com/x?y",
        "ftp://10.0.0.1",
        "münchen.com",
        "http://例え。jp"
      })
  void a_link_is_refused_until_the_shield_ends(String said) {
    Refusal refusal = refusal(Guard.of(POLICY), said).orElseThrow();
    assertEquals("links", refusal.details().get("rule"));
    assertEquals(5_000L, refusal.details().get("retry_after_ms"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"hello. How are you?", "3.14", "well ... no", "a: b/c", "…", "1.2.3"})
  void other_text_passes(String said) {
    assertEquals(Optional.empty(), refusal(Guard.of(POLICY), said));
  }

  @Test
  void a_link_in_the_meta_is_refused_too() {
    Said said = Said.by("tann", "look").with("{\"card\":{\"href\":\"https://example.org\"}}");
    assertTrue(Guard.of(POLICY).judge(shielded(said)).refusal().isPresent());
  }

  @Test
  void it_is_no_offence_and_no_settings_of_the_guard_change_it() {
    Guard guard = Guard.of(POLICY.exempting(Rank.GUEST).dry(Set.of("links")));
    assertTrue(refusal(guard, "see example.com").isPresent());
    assertTrue(refusal(Guard.of(POLICY.dry(Set.of("links"))), "see example.com").isPresent());
    assertTrue(refusal(Guard.off(), "see example.com").isPresent());
    assertEquals(
        Optional.empty(), guard.reputation(new TopicName("room:a"), new MemberId("tann"), 1));
  }

  /// So that nobody has the server look for links as fast as they can send.
  @Test
  void no_text_is_read_before_the_rate_allows_it() {
    AtomicInteger read = new AtomicInteger();
    Guard guard =
        Guard.of(
            SpamPolicies.of(POLICY),
            List.of(_ -> {
              read.incrementAndGet();
              return Verdict.PASS;
            }),
            SpamCounts.NONE);
    for (int i = 0; i < 100; i++) {
      Optional<Refusal> refusal = refusal(guard, "see a" + i + ".com");
      assertEquals(i < 6 ? "links" : "rate", refusal.orElseThrow().details().get("rule"));
    }
    assertEquals(0, read.get());
  }
}
