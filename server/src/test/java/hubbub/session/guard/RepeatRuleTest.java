package hubbub.session.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import hubbub.phoenix.Sentences;
import hubbub.topic.MemberId;
import hubbub.topic.Rank;
import hubbub.topic.TopicName;
import hubbub.topic.extension.Utterance;
import hubbub.topic.extension.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RepeatRuleTest {
  private static final String TEXT = "who wants to play a round of chess?";
  private static final String PASTED =
      "my friend lost the bunny, put this text into every room that you know to find it";

  private final RepeatRule rule =
      new RepeatRule(Preset.NORMAL.policy().speed().repeats(), Duration.ofMinutes(5));
  private String topic = "room:a";
  private long nowMillis;
  private long knownNanos;

  private Verdict says(String who, String body) {
    return judge(who, body, Optional.empty(), false);
  }

  private Verdict judge(String who, String body, Optional<String> nonce, boolean isInVain) {
    nowMillis += 100;
    long now = TimeUnit.MILLISECONDS.toNanos(nowMillis);
    Speech speech =
        new Speech(
            new TopicName(topic),
            Utterance.What.MESSAGE,
            body,
            Optional.empty(),
            nonce,
            new Speech.Sender(new MemberId(who), Rank.GUEST, Optional.empty(), now),
            Optional.empty(),
            new Speech.Circumstances(isInVain, 0, false, knownNanos),
            now);
    return rule.judge(new Examination(speech, new KnownPerson(now)));
  }

  private void passes(String who, String body) {
    assertEquals(Verdict.PASS, says(who, body));
  }

  private Verdict.Refuse isRefused(String rule, String who, String body) {
    Verdict.Refuse verdict = (Verdict.Refuse) says(who, body);
    assertEquals(rule, verdict.rule());
    return verdict;
  }

  @Nested
  class OnePerson {
    @Test
    void may_not_say_a_text_a_third_time_within_a_minute() {
      passes("ann", TEXT);
      passes("ann", TEXT);
      isRefused("duplicate", "ann", TEXT);
    }

    @Test
    void may_say_it_again_exactly_when_it_was_told() {
      passes("ann", TEXT);
      passes("ann", TEXT);
      long wait = isRefused("duplicate", "ann", TEXT).retryAfterMillis();
      assertEquals(59_800, wait);
      nowMillis += wait - 101;
      isRefused("duplicate", "ann", TEXT);
      nowMillis -= 99;
      passes("ann", TEXT);
    }

    @Test
    void does_not_get_around_it_in_another_topic() {
      passes("ann", TEXT);
      topic = "room:b";
      passes("ann", TEXT);
      topic = "room:c";
      isRefused("duplicate", "ann", TEXT);
    }

    @Test
    void does_not_get_around_it_by_saying_something_else_in_between() {
      passes("ann", TEXT);
      passes("ann", "nobody?");
      passes("ann", TEXT);
      passes("ann", "well, then I go to bed and read a book");
      isRefused("duplicate", "ann", TEXT);
    }

    @Test
    void may_say_nearly_the_same_three_times() {
      passes("ann", TEXT + " 1");
      passes("ann", TEXT + " 2");
      passes("ann", TEXT + " 3");
      isRefused("similar", "ann", TEXT + " 4");
    }

    @Test
    void may_say_different_things() {
      passes("ann", "who wants to play a round of chess?");
      passes("ann", "I could lend somebody my board, too");
      passes("ann", "the white queen is missing, though");
      passes("ann", "we can take a bottle cap for her");
    }

    @Test
    void may_cheer_more_often() {
      for (int i = 0; i < 12; i++) {
        passes("ann", "go blue!");
      }
      isRefused("duplicate", "ann", "GO BLUE");
    }

    @Test
    void may_laugh() {
      for (String laughter :
          List.of(
              "hahahahahahahaha",
              "jajajajajajaja jajaja",
              "wkwkwkwkwkwkwk",
              "ахахахахахахах",
              "хихихихихихихи",
              "哈哈哈哈哈哈哈哈哈哈",
              "wwwwwwwwwwwwwwwww",
              "ㅋㅋㅋㅋㅋㅋㅋㅋㅋㅋㅋㅋㅋ",
              "kkkkkkkkkkkkkkkk",
              "rsrsrsrsrsrsrs",
              "555555555555555",
              "lololololololol",
              "olé olé olé olé olé",
              "😂🤣😂🤣😂🤣😂🤣😂🤣")) {
        for (int i = 0; i < 12; i++) {
          passes(laughter, laughter);
        }
        isRefused("duplicate", laughter, laughter);
      }
    }

    @Test
    void may_cheer_with_emoji() {
      for (int i = 0; i < 12; i++) {
        passes("ann", "\ud83d\udd35\u26aa\ud83d\udd35\u26aa\ud83c\udf89");
      }
      isRefused("duplicate", "ann", "\ud83d\udd35\u26aa\ud83d\udd35\u26aa\ud83c\udf89");
    }

    @Test
    void does_not_take_from_what_others_may_say() {
      passes("ann", TEXT);
      passes("ann", TEXT);
      passes("bob", TEXT);
      passes("bob", TEXT);
    }
  }

  @Nested
  class ManyPeople {
    @Test
    void may_not_paste_one_long_text_into_a_topic() {
      passes("g1", PASTED);
      passes("g2", PASTED + " abc");
      passes("g3", PASTED.replace("bunny", "puppy"));
      long wait = isRefused("similar", "g4", PASTED).retryAfterMillis();
      nowMillis += wait - 101;
      isRefused("similar", "g5", PASTED);
      nowMillis -= 99;
      passes("g6", PASTED);
    }

    @Test
    void who_were_the_first_to_paste_it_may_not_go_on() {
      passes("g1", PASTED);
      passes("g2", PASTED);
      passes("g1", PASTED + " abc");
      passes("g3", PASTED);
      isRefused("similar", "g1", PASTED.replace("bunny", "puppy"));
      isRefused("similar", "g3", PASTED + " abc");
    }

    @Test
    void who_paste_are_not_forgotten_however_much_others_say() {
      passes("g1", PASTED);
      passes("g2", PASTED);
      passes("g3", PASTED);
      isRefused("similar", "g4", PASTED);
      Sentences sentences = new Sentences(new Random(1));
      for (int i = 0; i < 200; i++) {
        says("other" + i, sentences.next() + " " + sentences.next());
      }
      isRefused("similar", "g5", PASTED);
      nowMillis += Duration.ofSeconds(30).toMillis();
      passes("g6", PASTED);
    }

    @Test
    void may_paste_it_into_many_topics() {
      for (int i = 0; i < 10; i++) {
        topic = "room:" + i;
        passes("g" + i, PASTED);
      }
    }

    @Test
    void may_all_say_the_same_short_text() {
      for (int i = 0; i < 50; i++) {
        passes("member" + i, "happy birthday, dear Anna!");
      }
      for (int i = 0; i < 20; i++) {
        passes("g" + i, "happy birthday");
      }
    }

    @Test
    void whom_nobody_knows_may_say_a_text_of_middling_length_nine_at_a_time() {
      for (int i = 0; i < 9; i++) {
        passes("g" + i, "free coins at our place");
      }
      isRefused("similar", "g9", "free coins at our place!");
      passes("member", "free coins at our place");
    }

    @ParameterizedTest
    @ValueSource(strings = {"good morning", "congratulations", "lets go", "生日快乐"})
    void whom_nobody_knows_may_say_a_short_text_two_dozen_at_a_time(String text) {
      for (int i = 0; i < 24; i++) {
        passes("g" + i, text);
      }
      isRefused("similar", "g24", text + "!");
      isRefused("similar", "g0", text);
      passes("member", text);
      topic = "room:b";
      passes("g24", text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"hello", "gg", "goal", "hi all", "nooo", "加油", "😂😂", "⚽⚽⚽🎉"})
    void may_all_say_a_very_short_one(String text) {
      for (int i = 0; i < 100; i++) {
        passes("g" + i, text);
      }
    }

    @Test
    void who_said_other_things_before_may_all_cheer() {
      for (int i = 0; i < 100; i++) {
        topic = "room:" + i;
        passes("g" + i, "what a wonderful evening");
        passes("g" + i, "does anybody know who won?");
      }
      topic = "room:a";
      for (int i = 0; i < 100; i++) {
        passes("g" + i, "go blue!");
      }
    }

    @Test
    void who_said_the_same_in_other_words_before_may_not() {
      for (int i = 0; i < 25; i++) {
        topic = "room:" + i;
        passes("g" + i, "get coins now");
        passes("g" + i, "get coins here");
      }
      topic = "room:a";
      for (int i = 0; i < 24; i++) {
        passes("g" + i, "get coins");
      }
      isRefused("similar", "g24", "get coins");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "Herzlichen Glückwunsch zum Geburtstag!",
          "Ich wünsche euch allen ein frohes neues Jahr!",
          "Joyeux anniversaire et tous mes vœux de bonheur !",
          "Feliz año nuevo a todos, que lo paséis muy bien",
          "С днём рождения, счастья, здоровья и любви!",
          "お誕生日おめでとうございます！素敵な一年になりますように"
        })
    void who_are_known_may_all_congratulate(String text) {
      knownNanos = Duration.ofHours(1).toNanos();
      for (int i = 0; i < 30; i++) {
        passes("g" + i, text);
      }
      isRefused("similar", "one too many", text);
    }

    @Test
    void who_are_known_do_not_take_from_what_new_guests_may_say() {
      knownNanos = Duration.ofHours(1).toNanos();
      for (int i = 0; i < 10; i++) {
        passes("gknown" + i, PASTED);
      }
      knownNanos = 0;
      passes("g1", PASTED);
      passes("g2", PASTED);
      passes("g3", PASTED);
      isRefused("similar", "g4", PASTED);
    }

    @Test
    void are_told_when_enough_of_the_others_are_long_enough_ago() {
      knownNanos = Duration.ofHours(1).toNanos();
      for (int i = 0; i < 3; i++) {
        passes("gknown" + i, PASTED);
      }
      knownNanos = 0;
      for (int i = 0; i < 3; i++) {
        passes("g" + i, PASTED);
        nowMillis += 5_000;
      }
      long wait = isRefused("similar", "g4", PASTED).retryAfterMillis();
      nowMillis += wait - 100;
      passes("g4", PASTED);
    }
  }

  @Nested
  class Drawings {
    private static final String ART =
        "⣿⣿⣿⣿⣿⣿⣿⡿⠛⠛⢿⣿⣿⣿⣿⣿⣿\n⣿⣿⣿⣿⣿⠟⠁⠀⠀⠀⠀⠈⠻⣿⣿⣿⣿\n⣿⣿⣿⡟⠀⠀⢰⡆⠀⢰⡆⠀⠀⢻⣿⣿⣿\n⣿⣿⣿⣧⠀⠀⠀⠰⠤⠆⠀⠀⠀⣼⣿⣿⣿\n⣿⣿⣿⣿⣷⣄⡀⠀⠀⠀⢀⣠⣾⣿⣿⣿⣿";
    private static final String FENCE = "/\\_/\\ ".repeat(20) + "( o.o )" + " > ^ <".repeat(10);

    static Stream<String> drawings() {
      return Stream.of(
          ART,
          ART + " hi all",
          FENCE,
          "🎉🔥".repeat(40),
          "🎉".repeat(70) + "cheap coins",
          "@".repeat(220),
          "ha".repeat(120));
    }

    @ParameterizedTest
    @MethodSource("drawings")
    void are_no_cheers(String drawing) {
      passes("ann", drawing);
      passes("ann", drawing);
      isRefused("duplicate", "ann", drawing);
    }

    @ParameterizedTest
    @MethodSource("drawings")
    void are_pasted_by_few(String drawing) {
      for (int i = 0; i < 3; i++) {
        passes("g" + i, drawing);
      }
      isRefused("similar", "g3", drawing);
    }

    @Test
    void are_told_apart() {
      passes("ann", ART);
      passes("ann", FENCE);
      passes("ann", ART);
      passes("ann", FENCE);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "GOOOOOOOOOOOOOOOOOOOOOAL!!!!!!!!!!!!!!!!",
          "👏👏👏👏👏👏👏👏👏👏👏👏",
          "hahahahahahahahahahahahahahahahahahahahahahahahahahahahahahahahahaha"
        })
    void are_bigger_than_what_people_cheer_with(String cheer) {
      for (int i = 0; i < 12; i++) {
        passes("ann", cheer);
      }
    }
  }

  @Test
  void a_message_sent_again_since_its_answer_was_lost_is_no_repetition() {
    for (int i = 0; i < 10; i++) {
      assertEquals(Verdict.PASS, judge("ann", TEXT, Optional.of("n1"), false));
    }
    passes("ann", TEXT);
    isRefused("duplicate", "ann", TEXT);
  }

  @Test
  void a_nonce_is_no_excuse_in_another_topic() {
    for (int i = 0; i < 2; i++) {
      topic = "room:" + i;
      assertEquals(Verdict.PASS, judge("ann", TEXT, Optional.of("n1"), false));
    }
    topic = "room:2";
    assertInstanceOf(Verdict.Refuse.class, judge("ann", TEXT, Optional.of("n1"), false));
  }

  @Test
  void what_the_topic_will_not_let_pass_anyway_does_not_count() {
    for (int i = 0; i < 20; i++) {
      assertEquals(Verdict.PASS, judge("ann", TEXT, Optional.empty(), true));
    }
    passes("ann", TEXT);
    passes("ann", TEXT);
    isRefused("duplicate", "ann", TEXT);
  }
}
