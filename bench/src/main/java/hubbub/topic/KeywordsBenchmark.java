package hubbub.topic;

import hubbub.keywords.DefaultKeywords;
import hubbub.topic.extension.KeywordPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// The cost of keywords: finding terms at the edge, counting them at the owner, making the board.
/// 500 people speak; a few words are frequent and many are rare.
@State(Scope.Thread)
public class KeywordsBenchmark {
  private static final int WORDS = 2_000;
  private static final int PEOPLE = 500;
  private static final int MESSAGES = 1 << 12;
  private static final int WORDS_PER_MESSAGE = 8;
  private static final long MILLIS_PER_MESSAGE = 5;

  private final KeywordPolicy policy = new DefaultKeywords("auto");
  private final KeywordPolicy.Count terms = policy.count(KindSettings.Keywords.DEFAULT, List.of());
  private final List<String> bodies = new ArrayList<>();
  private final List<List<String>> found = new ArrayList<>();
  private final List<MemberId> people = new ArrayList<>();
  private int at;
  private long now;

  @Setup
  public void fill() {
    Random random = new Random(3);
    for (int i = 0; i < MESSAGES; i++) {
      StringBuilder body = new StringBuilder("and the");
      for (int j = 0; j < WORDS_PER_MESSAGE; j++) {
        double skewed = random.nextDouble() * random.nextDouble() * random.nextDouble();
        body.append(" word").append((char) ('a' + (int) (skewed * WORDS) % 26));
        body.append(Integer.toString(100 + (int) (skewed * WORDS), 36));
      }
      bodies.add(body.toString());
      found.add(policy.terms(body.toString()));
    }
    for (int i = 0; i < PEOPLE; i++) {
      people.add(new MemberId("member-" + i));
    }
    for (int i = 0; i < MESSAGES; i++) {
      count();
    }
  }

  /// Finds the terms of a message of ten words.
  @Benchmark
  public List<String> terms() {
    return policy.terms(bodies.get(at++ & (MESSAGES - 1)));
  }

  /// Counts the terms of a message.
  @Benchmark
  public boolean count() {
    at++;
    now += MILLIS_PER_MESSAGE;
    KeywordPolicy.Use use = new KeywordPolicy.Use(people.get(at % PEOPLE), "abcdefghijkl", now);
    return terms.used(found.get(at & (MESSAGES - 1)), use);
  }

  /// Makes the board that should be shown; happens at most once a second.
  @Benchmark
  public List<Keyword> board() {
    return terms.board(now);
  }
}
