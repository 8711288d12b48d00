package hubbub.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import hubbub.topic.Nick;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NickTest {
  private static Nick nick(String written) {
    return Text.nick(written).orElseThrow(() -> new AssertionError(written + " is refused"));
  }

  @Nested
  class Names_of_real_people {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "Zoë",
          "O'Hara",
          "Jean-Luc P.",
          "Łukasz",
          "Nguyễn Thị Ánh",
          "علی\u200cرضا",
          "مهدی\u200cیار",
          "ක්\u200dරිශාන්",
          "ශ්\u200dරී",
          "അനിവര്\u200d",
          "ক্\u200cষ",
          "র\u200d্যাচেল",
          "क्\u200dषितिज",
          "李小龍",
          "葛\udb40\udd00城",
          "ᠮᠣᠩᠭᠣᠯ\u180b",
          "김철수",
          "สมชาย",
          "יוסף",
          "Ἀριστοτέλης",
        })
    void are_accepted_as_they_are(String name) {
      assertEquals(name, nick(name).value());
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "Ann ❤\ufe0f",
          "Ann ❤",
          "Dev 👩\u200d💻",
          "👍🏽",
          "1\ufe0f\u20e3st",
          "🏴\udb40\udc67\udb40\udc62\udb40\udc65\udb40\udc6e\udb40\udc67\udb40\udc7f",
          "🇩🇪 Eva",
          "🏳\ufe0f\u200d🌈",
          "🏳\u200d🌈",
          "👨\u200d👩\u200d👧\u200d👦",
          "☺\ufe0e",
          "©\ufe0f",
        })
    void may_have_emoji_whole(String name) {
      assertEquals(name, nick(name).value());
    }
  }

  @Nested
  class No_nick {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          " ",
          "\u00a0",
          "\u2007\u3000",
          "\u200b",
          "\u2060",
          "\u2800",
          "\u3164",
          "\u115f",
          "\uffa0",
          "\u00ad",
          "\u034f",
          "\ufe0f",
          "\u200d",
          "\ud834\udd59",
          "\ufeff"
        })
    void shows_nothing(String written) {
      assertEquals(Optional.empty(), Text.nick(written));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "a\u0000",
          "\u0000a",
          "a\nb",
          "a\tb",
          "a\u007f",
          "a\u0085b",
          "a\u2028b",
          "\u202eann",
          "a\u200fb",
          "a\u2066b",
          "a\u061cb",
          "ann\u200b",
          "an\u00adn",
          "an\u2060n",
          "A\u2800n",
          "A\u3164n",
          "\ue000",
          "a\uffff",
          "a\ud800"
        })
    void has_a_character_that_controls_turns_or_hides(String written) {
      assertEquals(Optional.empty(), Text.nick(written));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "ann\u200d",
          "an\u200dn",
          "an\u200cn",
          "\u200cعلی",
          "علی\u200c",
          "ا\u200cب",
          "a\ufe0f",
          "1\ufe0f",
          "👩\u200d",
          "a\udb40\udd00",
          "a\udb40\udc67"
        })
    void has_a_joiner_or_a_selector_that_does_nothing_there(String written) {
      assertEquals(Optional.empty(), Text.nick(written));
    }

    @Test
    void is_longer_than_32_characters() {
      assertEquals("😀".repeat(32), nick("😀".repeat(32)).value());
      assertEquals(Optional.empty(), Text.nick("x".repeat(33)));
      assertEquals(Optional.empty(), Text.nick("e\u0301".repeat(33)));
      assertEquals("é".repeat(32), nick("e\u0301".repeat(32)).value());
      assertEquals(Optional.empty(), Text.nick(" ".repeat(200) + "a"));
    }
  }

  @ParameterizedTest
  @CsvSource({"'  Ann   B ', Ann B", "'Ann\u00a0\u2003B', Ann B", "'\u3000Ann', Ann"})
  void has_its_blanks_put_in_order(String written, String value) {
    assertEquals(value, nick(written).value());
  }

  @Nested
  class Two_nicks {
    @ParameterizedTest
    @CsvSource({
      "Ann, ANN",
      "Zoe\u0308, ZOË",
      "Straße, STRASSE",
      "Ａｎｎ, ann",
      "ﬁona, fiona",
      "Ann ❤\ufe0f, ann ❤",
      "علی\u200cرضا, علیرضا"
    })
    void are_the_same_whatever_case_width_and_encoding(String one, String other) {
      assertEquals(nick(one).key(), nick(other).key());
    }

    @ParameterizedTest
    @CsvSource({
      "Ann, Аnn",
      "Ann, аnn",
      "Ian, lan",
      "Ian, Ιan",
      "Mary, rnary",
      "Bob, B0b",
      "Paypal, РаураI",
      "Zoë, Zoе\u0308",
      "Scott, Ѕсоtt",
      "Ann, 𝐀nn",
      "Ann, ᴀɴɴ",
      "Fay, 🅵🅐🆈",
    })
    void look_the_same_and_are_not(String one, String other) {
      assertEquals(nick(one).skeleton(), nick(other).skeleton());
    }

    @ParameterizedTest
    @CsvSource({
      "Ann, Anna",
      "Ann, Ánn",
      "Bob, Rob",
      "guest-7f3, guest-7f4",
      "Ann, Ann ❤",
      "Анна, Яна"
    })
    void look_different(String one, String other) {
      assertNotEquals(nick(one).skeleton(), nick(other).skeleton());
    }
  }
}
