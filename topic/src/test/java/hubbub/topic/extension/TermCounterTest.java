package hubbub.topic.extension;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hubbub.topic.Keyword;
import hubbub.topic.KindSettings;
import hubbub.topic.MemberId;
import java.util.List;
import org.junit.jupiter.api.Test;

class TermCounterTest {
  private static final long TTL = KindSettings.Keywords.DEFAULT.ttlMillis();
  private static final long NOW = 1_000_000;
  private static final MemberId ANN = new MemberId("g-ann");
  private static final MemberId BOB = new MemberId("g-bob");

  @Test
  void makes_a_keyword_of_a_term_once_as_many_people_use_it_as_the_settings_say() {
    TermCounter terms =
        new TermCounter(new KindSettings.Keywords(15, TTL, 50, 120_000, "en"), List.of());
    for (int i = 0; i < 49; i++) {
      for (int again = 0; again < 3; again++) {
        String message = "m" + i + "." + again;
        terms.used(List.of("tea"), new KeywordPolicy.Use(new MemberId("g" + i), message, i));
      }
    }
    assertEquals(List.of(), terms.board(50));
    terms.used(List.of("tea"), new KeywordPolicy.Use(new MemberId("g49"), "m49", 50));
    assertEquals(1, terms.board(50).size());
  }

  @Test
  void makes_no_keyword_of_one_persons_flood_of_terms_and_counts_only_a_few_hundred() {
    TermCounter terms = new TermCounter(KindSettings.Keywords.DEFAULT, List.of());
    for (int i = 0; i < 5_000; i++) {
      KeywordPolicy.Use use = new KeywordPolicy.Use(ANN, "m" + i, NOW + i);
      terms.used(List.of("term" + i), use);
    }
    assertEquals(List.of(), terms.board(NOW + 5_000));
    assertTrue(terms.size() <= 256, terms.size() + " terms");
  }

  @Test
  void stays_bounded_when_two_people_flood_it_together() {
    TermCounter terms = new TermCounter(KindSettings.Keywords.DEFAULT, List.of());
    for (int i = 0; i < 5_000; i++) {
      terms.used(List.of("term" + i), new KeywordPolicy.Use(ANN, "a" + i, NOW + i));
      terms.used(List.of("term" + i), new KeywordPolicy.Use(BOB, "b" + i, NOW + i));
    }
    assertTrue(terms.board(NOW + 5_000).size() <= 60);
    assertTrue(terms.size() <= 256 + 60, terms.size() + " terms");
  }

  @Test
  void continues_from_the_present_board() {
    List<Keyword> onBoard =
        List.of(new Keyword("rain", NOW + TTL, false), new Keyword("tea", NOW + TTL - 5, false));
    TermCounter counts = new TermCounter(KindSettings.Keywords.DEFAULT, onBoard);
    assertEquals(onBoard, counts.board(NOW));
  }
}
