package hubbub.session.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hubbub.topic.Rank;
import hubbub.topic.extension.Verdict;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinkRuleTest {
  private static final Verdict NEVER = new Verdict.Refuse("links", 0);
  private static final Said LINK = Said.by("g1", "look at https://example.com/x");

  private static LinkRule rule(LinkLimits.Who strangers) {
    return new LinkRule(
        new LinkLimits(
            strangers,
            Duration.ofMinutes(5),
            Set.of("paypal.com", "hubbub.example"),
            Set.of("evil.com")),
        new OwnFilters());
  }

  private static Verdict of(Said said) {
    return rule(LinkLimits.Who.KNOWN).judge(said.examined());
  }

  @Nested
  class Guests_whom_nobody_knows {
    @Test
    void may_post_no_links_for_a_while() {
      assertEquals(new Verdict.Refuse("links", 300_000), of(LINK));
      assertEquals(new Verdict.Refuse("links", 60_000), of(LINK.knownFor(240_000)));
      assertEquals(Verdict.PASS, of(LINK.knownFor(300_000)));
    }

    @Test
    void may_link_to_what_is_allowed() {
      assertEquals(Verdict.PASS, of(Said.by("g1", "see www.paypal.com/x")));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"see example.com", "see example.com and paypal.com", "http://192.0.2.7:8080"})
    void may_not_by_another_way_of_writing(String text) {
      assertEquals(new Verdict.Refuse("links", 300_000), of(Said.by("g1", text)));
    }

    @Test
    void may_not_in_the_meta() {
      assertEquals(
          new Verdict.Refuse("links", 300_000),
          of(Said.by("g1", "look").with("{\"card\":[{\"url\":\"https://example.com/x\"}]}")));
      assertEquals(
          new Verdict.Refuse("links", 300_000),
          of(Said.by("g1", "look").with("{\"https://example.com/x\":1}")));
      assertEquals(Verdict.PASS, of(Said.by("g1", "look").with("{\"org.example.app\":1}")));
      assertEquals(
          Verdict.PASS, of(Said.by("g1", "look").with("{\"reply_to\":\"m-1.2\",\"n\":1.5}")));
    }

    @Test
    void may_talk_of_other_things() {
      assertEquals(Verdict.PASS, of(Said.by("g1", "no. I said: never.")));
    }
  }

  @Test
  void accounts_that_anybody_can_sign_up_for_are_as_new_as_guests() {
    assertEquals(new Verdict.Refuse("links", 300_000), of(Said.by("a1", LINK.text())));
    assertEquals(Verdict.PASS, of(Said.by("a1", LINK.text()).knownFor(300_000)));
    assertEquals(Verdict.PASS, of(Said.by("a1", LINK.text()).as(Rank.MEMBER)));
  }

  @Test
  void users_of_a_site_and_those_with_a_rank_are_known() {
    assertEquals(Verdict.PASS, of(Said.by("t1", LINK.text())));
    assertEquals(Verdict.PASS, of(LINK.as(Rank.MEMBER)));
  }

  @Nested
  class Nobody {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "evil.com",
          "https://www.evil.com/x",
          "paypa1.com",
          "p\u0430ypal.com",
          "\u0435xample.com"
        })
    void may_link_to_what_is_denied_or_looks_like_something_else(String text) {
      assertEquals(NEVER, of(Said.by("a1", text)));
    }

    @Test
    void may_link_at_all_if_it_is_set_so() {
      assertEquals(NEVER, rule(LinkLimits.Who.NOBODY).judge(Said.by("a1", LINK.text()).examined()));
      assertEquals(
          Verdict.PASS,
          rule(LinkLimits.Who.NOBODY).judge(Said.by("g1", "hubbub.example").examined()));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "müller.example, https://xn--mller-kva.example",
    "xn--mller-kva.com, müller.com",
    "müller.example, https://ab--c.xn--mller-kva.example",
    "müller.example, https://a-.xn--mller-kva.example",
    "müller.com, MÜLLER.COM",
    "mu\u0308ller.com, müller.com",
    "пример.рф, https://xn--e1afmkfd.xn--p1ai/"
  })
  void a_domain_is_denied_in_all_its_forms(String denied, String text) {
    LinkRule rule =
        new LinkRule(
            new LinkLimits(LinkLimits.Who.ANYBODY, Duration.ZERO, Set.of(), Set.of(denied)),
            new OwnFilters());
    assertEquals(NEVER, rule.judge(Said.by("t1", text).examined()));
  }

  @Test
  void everybody_may_if_it_is_set_so() {
    assertEquals(Verdict.PASS, rule(LinkLimits.Who.ANYBODY).judge(LINK.examined()));
  }
}
