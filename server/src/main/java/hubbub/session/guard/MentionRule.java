package hubbub.session.guard;

import hubbub.topic.extension.Verdict;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/// Refuses what mentions more than so many different people: by `@name` in the text, or by the list
/// `mentions` in the message's meta. Any thread.
final class MentionRule implements SpeechRule {
  static final String RULE = "mentions";
  private static final char FULLWIDTH_AT = 0xff20;

  private final int most;

  MentionRule(int most) {
    this.most = most;
  }

  @Override
  public Verdict judge(Examination it) {
    boolean isTooMuch =
        (it.traits().mayMention() && inText(it.text()) > most) || it.meta().mentions() > most;
    return isTooMuch ? new Verdict.Refuse(RULE, 0) : Verdict.PASS;
  }

  private static int inText(String text) {
    Set<String> names = new HashSet<>();
    boolean isWithin = false; // a word that is an address of mail, if there is an @ in it
    int at = 0;
    while (at < text.length()) {
      int c = text.codePointAt(at);
      int end = at + Character.charCount(c);
      if (isAt(c) && !isWithin) {
        end = endOfName(text, end);
        add(text.substring(at + 1, end), names);
        isWithin = isHandle(text, end);
      } else {
        isWithin = isAt(c) ? isWithin : Character.isLetterOrDigit(c);
      }
      at = end;
    }
    return names.size();
  }

  /// Whether an `@` right behind a name belongs to it: `@ann@example.org`, but `@ann@bob`.
  private static boolean isHandle(String text, int at) {
    if (at >= text.length() || !isAt(text.codePointAt(at))) {
      return false;
    }
    int end = endOfName(text, at + 1);
    return end > at + 1
        && end + 1 < text.length()
        && text.charAt(end) == '.'
        && Character.isLetterOrDigit(text.codePointAt(end + 1));
  }

  private static int endOfName(String text, int from) {
    int end = from;
    while (end < text.length() && isInName(text.codePointAt(end))) {
      end += Character.charCount(text.codePointAt(end));
    }
    return end;
  }

  /// Signs at its end do not belong to a name.
  private static void add(String written, Set<String> names) {
    int end = written.length();
    while (end > 0 && isJoint(written.charAt(end - 1))) {
      end--;
    }
    if (end > 0) {
      names.add(written.substring(0, end).toLowerCase(Locale.ROOT));
    }
  }

  /// Names have letters of all scripts, with their marks and joiners; emoji; and signs in between.
  private static boolean isInName(int c) {
    return switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK,
          Character.COMBINING_SPACING_MARK,
          Character.ENCLOSING_MARK,
          Character.FORMAT,
          Character.OTHER_SYMBOL,
          Character.MODIFIER_SYMBOL ->
          true;
      default -> Character.isLetterOrDigit(c) || isJoint(c);
    };
  }

  private static boolean isJoint(int c) {
    return c == '-' || c == '_';
  }

  private static boolean isAt(int c) {
    return c == '@' || c == FULLWIDTH_AT;
  }
}
