package hubbub.keywords;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DefaultKeywordsTest {
  private final DefaultKeywords keywords = new DefaultKeywords("auto");

  @Nested
  class Terms {
    @Test
    void are_words_in_lower_case_without_everyday_words() {
      assertEquals(
          List.of("volcano", "erupted", "iceland"),
          keywords.terms("The Volcano has erupted in ICELAND, the volcano!"));
    }

    @Test
    void are_at_most_16() {
      String body =
          String.join(
              " ",
              IntStream.range(0, 100).mapToObj(i -> "word" + (char) ('a' + i % 26) + i).toList());
      assertEquals(16, keywords.terms(body).size());
    }

    @Test
    void of_nothing_are_none() {
      assertEquals(List.of(), keywords.terms(""));
      assertEquals(List.of(), keywords.terms("!!! ... 🙂"));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "Did you get over it from there? We can, when they did.",
          "I'm sure that's what they're saying, don't you think? It'll be what we've wanted",
          "I’m not sure, can’t you see? Won’t they?",
          "lol yeah ok thanks, gotta go, bye",
          "Weißt du, was ich meine? Ja, aber das geht halt nicht.",
          "c'est pas ce qu'il a dit, j'en suis sûr",
          "no sé qué quieres decir con eso, pero vale",
          "você não sabe o que eu quero dizer com isso, né",
          "non so che cosa vuoi dire con quello, però va bene",
          "dat weet ik ook niet, maar het is wel zo"
        })
    void of_small_talk_are_none(String body) {
      assertEquals(List.of(), keywords.terms(body));
    }
  }

  @Nested
  class Words_put_together {
    @ParameterizedTest
    @CsvSource({
      "the volcano's ash and Iceland's glaciers, volcano ash iceland glaciers",
      "the volcano’s ash, volcano ash",
      "l'eau de la rivière, eau rivière",
      "qu'est-ce que la géothermie, géothermie",
      "dell'acqua nella valle, acqua valle",
      "we'll see O'Hara, o'hara",
    })
    void count_as_the_word_in_them(String body, String terms) {
      assertEquals(List.of(terms.split(" ")), keywords.terms(body));
    }
  }

  @Nested
  class The_language {
    @ParameterizedTest
    @CsvSource({
      "the die is cast and rolled, die cast rolled",
      "die Straße ist gesperrt, straße gesperrt",
      "le volcan se réveille, volcan réveille",
      "el volcán despertó con la tormenta, volcán despertó tormenta",
      "não há vulcão nesta ilha, vulcão ilha",
      "il vulcano è sulla collina, vulcano collina",
      "de vulkaan op het eiland, vulkaan eiland",
      "och vulkanen på ön, vulkanen ön",
      "и вулкан на острове проснулся, вулкан острове проснулся",
      "вулкан and the ash, вулкан ash",
    })
    void is_detected_for_each_message(String body, String terms) {
      assertEquals(List.of(terms.split(" ")), keywords.terms(body));
    }

    @Test
    void is_the_one_that_is_given_whatever_the_message() {
      DefaultKeywords german = new DefaultKeywords("de");
      assertEquals(List.of("the", "volcano"), german.terms("the volcano"));
      assertEquals(List.of("wolken"), german.terms("Über den Wolken"));
    }

    @Test
    void none_has_no_stop_words() {
      assertEquals(List.of("the", "volcano"), new DefaultKeywords("none").terms("the volcano"));
    }

    @Test
    void that_is_unknown_is_refused() {
      assertThrows(IllegalArgumentException.class, () -> new DefaultKeywords("tlh"));
    }

    @Test
    void that_is_named_is_accepted() {
      DefaultKeywords.LANGUAGES.forEach(DefaultKeywords::new);
    }
  }

  @Nested
  class Languages_without_spaces {
    @ParameterizedTest
    @CsvSource({
      "我们讨论政治问题, 政治问题很重要, 政治",
      "周末去看足球比赛吧, 足球比赛几点开始, 足球",
      "週末は温泉に行きたい, この温泉はとても有名です, 温泉",
      "人工知能の研究, 人工知能はすごい, 人工",
      "ฟุตบอลสนุกมาก, ดูฟุตบอลกัน, ฟุตบอล",
      "อากาศร้อนมาก, วันนี้อากาศดี, อากาศ",
      "ຂ້ອຍມັກພາສາລາວ, ພາສາລາວງາມຫຼາຍ, ພາສາ",
    })
    void have_words_that_two_messages_share(String one, String other, String shared) {
      assertTrue(keywords.terms(one).contains(shared), keywords.terms(one).toString());
      assertTrue(keywords.terms(other).contains(shared), keywords.terms(other).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"我们都是这样的", "你好 谢谢", "そうですね、これはどうですか", "นี่คืออะไรครับ", "我和你", "山 川"})
    void have_no_single_characters_and_no_everyday_words(String body) {
      assertEquals(List.of(), keywords.terms(body));
    }
  }

  @Test
  void many_threads_may_ask_at_once() throws Exception {
    try (var threads = Executors.newFixedThreadPool(4)) {
      var answers =
          IntStream.range(0, 400)
              .mapToObj(i -> threads.submit(() -> keywords.terms("volcano 政治问题 number" + i)))
              .toList();
      for (int i = 0; i < answers.size(); i++) {
        assertEquals(List.of("volcano", "政治", "问题", "number" + i), answers.get(i).get());
      }
    }
  }
}
