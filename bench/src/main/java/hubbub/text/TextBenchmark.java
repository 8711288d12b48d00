package hubbub.text;

import hubbub.topic.Body;
import hubbub.topic.Nick;
import hubbub.topic.Title;
import java.util.List;
import java.util.Optional;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// The cost of checking and normalizing text: a message of 64 characters, a nick of its first
/// eight, a title, words. `ascii` is the usual case. `worst` is what an attacker would send: the
/// slowest text, as long as a message may be.
@State(Scope.Thread)
public class TextBenchmark {
  @Param({"ascii", "german", "thai", "chinese", "emoji", "worst"})
  private String script = "";

  private String text = "";
  private String nick = "";

  @Setup
  public void choose() {
    text =
        switch (script) {
          case "ascii" -> "a message of sixty-four characters, with some words to find in i";
          case "german" -> "eine Nachricht von vierundsechzig Zeichen, mit schönen Wörtern d";
          case "thai" -> "ฟุตบอลสนุกมากวันนี้อากาศดีเราไปดูหนังกันไหมพรุ่งนี้ต้องทำงานแต่เ";
          case "chinese" -> "我们讨论政治问题他说天气很好明天去看足球比赛因为没有时间所以不能来大家觉得怎么样".repeat(2).substring(0, 64);
          case "emoji" -> "👩‍💻 ships it ❤️ ".repeat(4);
          default -> "a" + "\u0316\u0301".repeat(2_040);
        };
    nick = text.substring(0, text.offsetByCodePoints(0, 8)).strip();
  }

  @Benchmark
  public Optional<Body> body() {
    return Text.body(text);
  }

  @Benchmark
  public Optional<Nick> nick() {
    return Text.nick(nick);
  }

  @Benchmark
  public Optional<Title> title() {
    return Text.title(text);
  }

  @Benchmark
  public List<String> words() {
    return Words.of(text);
  }
}
