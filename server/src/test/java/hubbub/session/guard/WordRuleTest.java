package hubbub.session.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hubbub.topic.extension.Verdict;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class WordRuleTest {
  private static final List<String> LANGUAGES = WordLists.LANGUAGES;
  private static final List<String> LIST =
      List.of(
          "# a list",
          "grog",
          "pirate*",
          "*beard",
          "*rum*",
          "+crumb*",
          "walk the plank",
          "海盗",
          "/yo+ ho/");

  private static Verdict of(String text, WordLimits.Action action) {
    return new WordRule(WordLists.read(LIST, action)).judge(Said.by("ann", text).examined());
  }

  private static boolean isFound(String text) {
    return !of(text, WordLimits.Action.REFUSE).equals(Verdict.PASS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "grog",
        "more GROG, please!",
        "g.r.o.g",
        "g r o g",
        "gr0g",
        "gr\u043eg",
        "𝓰𝓻𝓸𝓰",
        "g\u200brog",
        "groog",
        "ggroogg",
        "grooooog",
        "a pirateship",
        "bluebeard",
        "drumming",
        "now WALK  THE PLANK",
        "他是海盗吗",
        "yooo ho"
      })
  void are_found_in_any_disguise_and_behind_a_page_of_other_text(String text) {
    String page = "well ".repeat(800);
    assertEquals(new Verdict.Refuse("words", 0), of(page + text, WordLimits.Action.REFUSE));
    assertEquals(new Verdict.Refuse("words", 0), of(text, WordLimits.Action.REFUSE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"groggy", "a conspirate", "bearded", "crumbs", "walk the dog", "yo, how", "plank"})
  void are_not_found_within_others(String text) {
    assertFalse(isFound(text));
  }

  @Test
  void a_word_is_found_beside_one_that_is_allowed() {
    assertEquals(
        new Verdict.Mask("words", "crumbs and ***"), of("crumbs and rum", WordLimits.Action.MASK));
  }

  @ParameterizedTest
  @CsvSource({
    "more grog!, more ****!",
    "g.r.o.g now, ******* now",
    "yooo ho, **** **",
    "pirateship, ******ship"
  })
  void are_masked_as_they_were_written(String text, String masked) {
    assertEquals(new Verdict.Mask("words", masked), of(text, WordLimits.Action.MASK));
  }

  @Test
  void doubled_letters_are_found_unless_the_word_that_they_make_is_allowed() {
    WordRule rule =
        new WordRule(WordLists.read(List.of("loser", "+looser"), WordLimits.Action.MASK));
    assertEquals(
        new Verdict.Mask("words", "a looser, ***** or ****** or ******"),
        rule.judge(Said.by("ann", "a looser, loser or losser or lloser").examined()));
  }

  @Test
  void are_found_within_and_beside_one_another() {
    WordRule rule =
        new WordRule(
            WordLists.read(List.of("*abcd*", "*bc*", "*cde*", "*x*"), WordLimits.Action.MASK));
    assertEquals(
        new Verdict.Mask("words", "a**e, ****z, *****, *"),
        rule.judge(Said.by("ann", "abce, abcdz, abcde, x").examined()));
  }

  @Nested
  class With_double_letters {
    private static final List<String> WORDS =
        List.of("ass", "piss off", "boob*", "scheiße", "con", "ﬁsh");

    private static boolean isFound(String text) {
      return !new WordRule(WordLists.read(WORDS, WordLimits.Action.REFUSE))
          .judge(Said.by("ann", text).examined())
          .equals(Verdict.PASS);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "ass",
          "assss",
          "aaassss",
          "a s s",
          "pisss off",
          "piss offff!",
          "p i s s off",
          "boobs",
          "booooobies",
          "scheiße",
          "scheisse",
          "SCHEISSE",
          "scheissse",
          "SCHEIẞE",
          "fish",
          "ﬁsh",
          "cooon"
        })
    void are_found_stretched(String text) {
      assertTrue(isFound(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"as", "as as", "class", "pis off", "bob", "bobs", "scheise", "coon"})
    void are_not_found_in_other_words(String text) {
      assertFalse(isFound(text));
    }

    @Test
    void are_masked_to_their_end() {
      assertEquals(
          new Verdict.Mask("words", "you **** and ******"),
          new WordRule(WordLists.read(WORDS, WordLimits.Action.MASK))
              .judge(Said.by("ann", "you asss and boooob").examined()));
    }
  }

  @Nested
  class In_the_meta {
    private static final String META = "{\"card\":{\"titles\":[\"more gr0g\"]}}";

    @Test
    void are_refused_since_nothing_can_be_masked_there() {
      for (WordLimits.Action action : List.of(WordLimits.Action.REFUSE, WordLimits.Action.MASK)) {
        WordRule rule = new WordRule(WordLists.read(LIST, action));
        assertEquals(
            new Verdict.Refuse("words", 0),
            rule.judge(Said.by("ann", "look").with(META).examined()));
      }
    }

    @Test
    void are_held_where_the_text_would_be() {
      WordRule rule = new WordRule(WordLists.read(LIST, WordLimits.Action.HOLD));
      assertEquals(
          new Verdict.Hold("words"), rule.judge(Said.by("ann", "look").with(META).examined()));
      assertEquals(
          Verdict.PASS,
          rule.judge(Said.by("ann", "look").with("{\"grog\":1,\"to\":\"g1\"}").examined()));
    }
  }

  @Test
  void may_hold_a_message_or_mute_its_author() {
    assertEquals(new Verdict.Hold("words"), of("grog", WordLimits.Action.HOLD));
    assertEquals(
        new Verdict.Mute("words", Duration.ofMinutes(5).toMillis()),
        of("grog", WordLimits.Action.MUTE));
  }

  @Nested
  class Lists {
    @ParameterizedTest
    @FieldSource("hubbub.session.guard.WordRuleTest#LANGUAGES")
    void of_all_languages_can_be_read(String language) {
      WordLimits list = WordLists.read(WordLists.of(language), WordLimits.Action.MASK);
      assertFalse(list.isEmpty());
      assertEquals(
          Verdict.PASS, new WordRule(list).judge(Said.by("ann", "hallo bonjour").examined()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"...", "/(/", "/(?<=x)y/"})
    void with_an_entry_that_is_none_are_refused(String entry) {
      assertThrows(
          IllegalArgumentException.class,
          () -> new WordRule(WordLists.read(List.of(entry), WordLimits.Action.MASK)));
    }

    @Test
    void in_ordinary_chat_nothing_is_found() {
      List<String> all = LANGUAGES.stream().flatMap(it -> WordLists.of(it).stream()).toList();
      WordRule rule = new WordRule(WordLists.read(all, WordLimits.Action.REFUSE));
      for (String chat : List.of("ordinary-english", "ordinary-german", "ordinary-chinese")) {
        for (RecordedSpeech line : Chats.of(chat)) {
          assertEquals(
              Verdict.PASS,
              rule.judge(Said.by("ann", line.speech().text()).examined()),
              line.speech().text());
        }
      }
    }
  }

  @Test
  @Timeout(10)
  void a_pattern_that_would_hang_others_takes_time_in_proportion_to_the_text() {
    WordRule rule = new WordRule(WordLists.read(List.of("/(a+)+$/"), WordLimits.Action.REFUSE));
    assertEquals(Verdict.PASS, rule.judge(Said.by("ann", "a".repeat(500) + "!").examined()));
  }

  @Test
  @Timeout(10)
  void nor_does_looking_for_all_that_matches_take_its_square() {
    List<String> pattern = List.of("/a(.*b)?/");
    WordRule refusing = new WordRule(WordLists.read(pattern, WordLimits.Action.REFUSE));
    WordRule masking = new WordRule(WordLists.read(pattern, WordLimits.Action.MASK));
    Examination it = Said.by("ann", "a x ".repeat(1_000)).examined();
    for (int i = 0; i < 20; i++) {
      assertEquals(new Verdict.Refuse("words", 0), refusing.judge(it));
    }
    String text = assertInstanceOf(Verdict.Mask.class, masking.judge(it)).text();
    assertTrue(text.startsWith("* x * x "), text);
    assertTrue(text.endsWith("* * "), text);
  }
}
