package hubbub.session.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import hubbub.topic.extension.Verdict;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
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

  static Stream<String> piles() {
    return Stream.of(
        "z\u0300\u0301\u0302\u0303algo",
        "z\u0300\u0301\u0489\u0302\u0303algo",
        "z\u0300\u0301\u200d\u0302\ufe0f\u0303algo",
        "z\u0300\u0e34\u0301\u0e34\u0302\u0e35\u0303algo",
        "\u0e01" + "\u0e49".repeat(4),
        "\u0e01" + "\u0e34\u0e35\u0e36\u0e37".repeat(2),
        "\u0628" + "\u064b\u064c\u064d\u064e\u064f\u0650\u0651",
        "\u05d0" + "\u0591\u0592\u0593\u0594\u0595\u0596\u0597",
        "a" + "\ud834\udd67".repeat(4));
  }

  @ParameterizedTest
  @MethodSource("piles")
  void piled_up_marks_are_always_refused(String text) {
    for (SpamPolicy.Shouting shouting : SpamPolicy.Shouting.values()) {
      assertEquals(new Verdict.Refuse("marks", 0), of(text, shouting));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Việt Nam",
        "c\u0336h\u0336e\u0336a\u0336p\u0336",
        "مُحَمَّدٌ",
        "بِسْمِ ٱللَّهِ ٱلرَّحْمَـٰنِ ٱلرَّحِيمِ",
        "นี่คือ ที่นี่ น้ำ ผู้ใหญ่",
        "בְּרֵאשִׁ֖ית בָּרָ֣א אֱלֹהִ֑ים אֵ֥ת הַשָּׁמַ֖יִם",
        "हिन्दी में र्क्ष्म्यै",
        "বাংলাদেশে স্বাগতম",
        "བཀྲ་ཤིས་བདེ་ལེགས། རྒྱུདྲྀཾ",
        "ကျွန်ုပ်တို့",
        "1\ufe0f\u20e3 2\ufe0f\u20e3 ❤\ufe0f",
        "\ud83c\udff4\udb40\udc67\udb40\udc62\udb40\udc65\udb40\udc6e\udb40\udc67\udb40\udc7f"
      })
  void accents_that_people_need_are_not(String text) {
    assertEquals(Verdict.PASS, of(text, SpamPolicy.Shouting.REFUSED));
  }
}
