package hubbub.session.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import hubbub.topic.extension.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShoutingRuleTest {
  private static final String SHOUTED = "WHY DOES NOBODY EVER LISTEN TO WHAT I SAY?";

  private static Verdict of(String text, SpamPolicy.Shouting shouting) {
    return new ShoutingRule(shouting).judge(Said.by("ann", text).examined());
  }

  @Test
  void long_text_in_capitals_is_counted_or_refused_or_allowed() {
    assertInstanceOf(Verdict.Score.class, of(SHOUTED, SpamPolicy.Shouting.COUNTED));
    assertEquals(new Verdict.Refuse("capitals", 0), of(SHOUTED, SpamPolicy.Shouting.REFUSED));
    assertEquals(Verdict.PASS, of(SHOUTED, SpamPolicy.Shouting.ALLOWED));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GOOOOOOOOOOOOOOOOOAL!!!!",
        "COME ON YOU BLUES",
        "NASA, ESA and JAXA fly there together next year",
        "我们讨论问题他说天气很好明天去看足球比赛因为没有时间所以不能来大家觉得怎么样"
      })
  void cheers_and_abbreviations_are_no_shouting(String text) {
    assertEquals(Verdict.PASS, of(text, SpamPolicy.Shouting.REFUSED));
  }

  @Test
  void a_long_run_of_one_letter_is() {
    assertEquals(
        new Verdict.Refuse("capitals", 0), of("a".repeat(41), SpamPolicy.Shouting.REFUSED));
  }

  @ParameterizedTest
  @EnumSource(SpamPolicy.Shouting.class)
  void piled_up_accents_are_always_refused(SpamPolicy.Shouting shouting) {
    assertEquals(new Verdict.Refuse("marks", 0), of("z\u0300\u0301\u0302\u0303algo", shouting));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Việt Nam", "c\u0336h\u0336e\u0336a\u0336p\u0336", "مُحَمَّدٌ", "นี่คือ"})
  void accents_that_people_need_are_not(String text) {
    assertEquals(Verdict.PASS, of(text, SpamPolicy.Shouting.REFUSED));
  }
}
