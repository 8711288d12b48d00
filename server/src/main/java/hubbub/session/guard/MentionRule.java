package hubbub.session.guard;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import hubbub.topic.extension.Verdict;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/// Refuses what mentions more than so many different people: by `@name` in the text, or by the list
/// `mentions` in the message's meta. Any thread.
final class MentionRule implements SpeechRule {
  static final String RULE = "mentions";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final char FULLWIDTH_AT = 0xff20;

  private final int most;

  MentionRule(int most) {
    this.most = most;
  }

  @Override
  public Verdict judge(Examination it) {
    boolean isTooMuch =
        (it.traits().mayMention() && inText(it.text()) > most)
            || (it.speech().meta().isPresent() && inMeta(it.speech().meta().get()) > most);
    return isTooMuch ? new Verdict.Refuse(RULE, 0) : Verdict.PASS;
  }

  private static int inText(String text) {
    Set<String> names = new HashSet<>();
    int length = text.length();
    for (int i = 0; i + 1 < length; i++) {
      if (isAt(text.charAt(i)) && (i == 0 || !Character.isLetterOrDigit(text.charAt(i - 1)))) {
        int end = i + 1;
        while (end < length && Character.isLetterOrDigit(text.charAt(end))) {
          end++;
        }
        if (end > i + 1) {
          names.add(text.substring(i + 1, end).toLowerCase(Locale.ROOT));
        }
      }
    }
    return names.size();
  }

  private static boolean isAt(char c) {
    return c == '@' || c == FULLWIDTH_AT;
  }

  private static int inMeta(String meta) {
    if (!meta.contains("\"mentions\"")) {
      return 0;
    }
    try {
      return JSON.readTree(meta).path("mentions").size();
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("meta: " + meta + " (expected: JSON)", e);
    }
  }
}
