package hubbub.text;

import com.ibm.icu.text.Normalizer2;
import hubbub.topic.Body;
import hubbub.topic.Nick;
import hubbub.topic.Title;
import java.util.List;
import java.util.Optional;

/// Makes what topics take of what people write: the one way to a [Nick], a [Body] or a [Title], for
/// the server and for programs that embed it. Any thread.
public final class Text {
  /// A word or two in each script whose words are found by a dictionary, and in some whose letters
  /// ICU has to look up.
  private static final List<String> SAMPLES =
      List.of(
          "Größe",
          "Анна",
          "علی\u200cرضا",
          "क्\u200dष",
          "我们讨论问题",
          "今日はいい天気ですね",
          "안녕하세요",
          "ฟุตบอลสนุกมาก",
          "ພາສາລາວ",
          "ភាសាខ្មែរ",
          "မြန်မာနိုင်ငံ",
          "👩\u200d💻");

  private Text() {}

  /// The nick that somebody wrote (RFC 8266): blanks at the ends are dropped, and those between
  /// words are one each. Empty if it is none: over 32 characters, with control or direction
  /// characters, or with others that nobody sees and no writing needs there.
  public static Optional<Nick> nick(String written) {
    return Nicks.of(written);
  }

  /// The body of a message. Of control characters it keeps line feed and tab; a direction that a
  /// line opens ends with that line, and none overrides that of letters. Empty if nothing of it
  /// would be seen.
  public static Optional<Body> body(String written) {
    String text = isPlain(written) ? written : Cleaning.body(written);
    return Seen.isAnythingIn(text) ? Optional.of(new Body(text)) : Optional.empty();
  }

  /// The title of a topic, as [#line] has it; of nothing, none at all.
  public static Optional<Title> title(String written) {
    return line(written).map(Title::new);
  }

  /// One line of text: without control and direction characters, with a blank for each line break,
  /// trimmed. Empty if nothing of it would be seen, though something was written.
  public static Optional<String> line(String written) {
    String line = Cleaning.line(written);
    return written.isEmpty() || Seen.isAnythingIn(line) ? Optional.of(line) : Optional.empty();
  }

  /// A password, the same whatever keyboard it was typed on (RFC 8265: NFC).
  public static String password(String written) {
    return Normalizer2.getNFCInstance().normalize(written);
  }

  /// Reads the tables that the rest needs, so that nobody waits for them later: a few tenths of a
  /// second once in a process.
  public static void warmUp() {
    for (String sample : SAMPLES) {
      nick(sample);
      body(sample);
      title(sample);
      Words.of(sample);
    }
  }

  /// Whether it is as it should be already: ASCII without control characters but line feed and tab.
  private static boolean isPlain(String written) {
    for (int i = 0; i < written.length(); i++) {
      char c = written.charAt(i);
      if (c > '~' || (c < ' ' && c != '\n' && c != '\t')) {
        return false;
      }
    }
    return true;
  }
}
