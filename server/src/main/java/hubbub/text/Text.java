package hubbub.text;

import com.ibm.icu.text.Normalizer2;
import hubbub.topic.Body;
import hubbub.topic.Nick;
import hubbub.topic.Title;
import java.util.List;
import java.util.Optional;

/// Turns what people write into a [Nick], a [Body] or a [Title]: the only way to make one, for the
/// server and for programs that embed it. Any thread.
public final class Text {
  /// A word or two in each script that is split by a dictionary, and in some others whose letters
  /// ICU looks up in tables.
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

  /// The nick that somebody wrote (RFC 8266). Spaces at the ends are dropped, and runs of spaces
  /// become one. Empty if it is not a nick: blank, over 32 characters, or with control or direction
  /// characters, or with other invisible ones that no script needs there.
  public static Optional<Nick> nick(String written) {
    return Nicks.of(written);
  }

  /// The body of a message. Of control characters it keeps only line breaks and tabs. A direction
  /// that a line opens ends with that line, and none overrides the letters' own. Empty if nothing
  /// of it is visible.
  public static Optional<Body> body(String written) {
    String text = isPlain(written) ? written : Cleaning.body(written);
    return Visibility.isVisible(text) ? Optional.of(new Body(text)) : Optional.empty();
  }

  /// The title of a topic, cleaned like a [#line]. An empty text makes an empty title.
  public static Optional<Title> title(String written) {
    return line(written).map(Title::new);
  }

  /// One line of text, trimmed, without control and direction characters; a line break or tab
  /// becomes a space. Empty if something was written but nothing of it is visible.
  public static Optional<String> line(String written) {
    String line = Cleaning.line(written);
    return written.isEmpty() || Visibility.isVisible(line) ? Optional.of(line) : Optional.empty();
  }

  /// A password in NFC, so that it is the same from every keyboard (RFC 8265).
  public static String password(String written) {
    return Normalizer2.getNFCInstance().normalize(written);
  }

  /// Loads ICU's tables and the public suffixes, so that no user waits for them: a few tenths of a
  /// second, once per process.
  public static void warmUp() {
    for (String sample : SAMPLES) {
      nick(sample);
      body(sample);
      title(sample);
      Words.of(sample);
      Folding.of(sample);
    }
    HostNames.in("example.com");
  }

  /// Whether it needs no cleaning: ASCII without control characters other than line feed and tab.
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
