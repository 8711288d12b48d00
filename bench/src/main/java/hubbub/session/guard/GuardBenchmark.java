package hubbub.session.guard;

import hubbub.topic.MemberId;
import hubbub.topic.Rank;
import hubbub.topic.TopicName;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// What all rules of the preset `normal` cost a message of 60 characters, or 4,096 of garbage, with
/// a rate beyond the load: 64 people of one topic say different things in turn.
@State(Scope.Thread)
public class GuardBenchmark {
  private static final int LENGTH = 60;
  private static final int GARBAGE = 4096;
  private static final int TEXTS = 4096;
  private static final int PEOPLE = 64;
  private static final long STEP_NANOS = 1_000_000;
  private static final TopicName TOPIC = new TopicName("room:lobby");
  private static final String[] LATIN =
      "the a we you they who what now then maybe tomorrow train house yellow water green carry find"
          .concat(" talk bring long short window garden music chess bread river winter summer play")
          .split(" ");
  private static final String[] CHINESE = "我们讨论问题他说天气很好明天去看足球比赛因为没有时间所以不能来大家觉得怎么样吃饭了吗".split("");

  @Param({"latin", "chinese", "garbage"})
  private String script = "";

  private final Guard guard = Guard.of(Preset.NORMAL.policy().with(new Rate(1e9, 1_000_000)));
  private List<String> texts = List.of();
  private List<MemberId> people = List.of();
  private int at;
  private long nowNanos;

  @Setup
  public void write() {
    Random random = new Random(1);
    texts = IntStream.range(0, TEXTS).mapToObj(_ -> text(random)).toList();
    people = IntStream.range(0, PEOPLE).mapToObj(i -> new MemberId("t" + i)).toList();
    requireJudged();
  }

  /// Each text must get past the rules that cost little, to the dear ones.
  private void requireJudged() {
    Guard strict = Guard.of(Preset.NORMAL.policy().with(new Rate(1e9, 1_000_000)));
    for (int i = 0; i < PEOPLE; i++) {
      var refusal = strict.judge(message(i, 0)).refusal();
      if (refusal.isPresent()) {
        throw new IllegalStateException("refused: " + refusal.get());
      }
    }
  }

  private String text(Random random) {
    return switch (script) {
      case "latin" -> text(LATIN, " ", random);
      case "chinese" -> text(CHINESE, "", random);
      default -> garbage(random);
    };
  }

  private static String text(String[] words, String between, Random random) {
    StringBuilder text = new StringBuilder();
    while (text.length() < LENGTH) {
      text.append(words[random.nextInt(words.length)]).append(between);
    }
    return text.substring(0, LENGTH);
  }

  /// 4,096 characters, as dear as they come: letters of all scripts and half emoji between
  /// addresses of mail, which are no mentions, and dots, of which none makes a host.
  private static String garbage(Random random) {
    StringBuilder text = new StringBuilder();
    while (text.length() < GARBAGE) {
      char c = (char) (0x21 + random.nextInt(0xfff0 - 0x21));
      text.append(c == ':' || c == '/' ? 'a' : c).append(random.nextBoolean() ? ".a@" : ".y.");
    }
    return text.toString();
  }

  @Benchmark
  public Judgement judge() {
    at = (at + 1) % TEXTS;
    nowNanos += STEP_NANOS;
    return guard.judge(message(at, nowNanos));
  }

  private Speech message(int text, long atNanos) {
    return Speech.message(
        TOPIC,
        new Speech.Sender(people.get(text % PEOPLE), Rank.GUEST, Optional.empty(), 0),
        texts.get(text),
        atNanos);
  }
}
