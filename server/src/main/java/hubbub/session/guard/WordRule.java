package hubbub.session.guard;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import hubbub.text.FoldedWords;
import hubbub.topic.extension.Verdict;
import java.util.BitSet;
import java.util.List;

/// About words that are not wanted, in whatever disguise. Patterns see the text as it was written,
/// without regard to case. Programs make something of a message's meta, so nothing is masked there:
/// the message is refused. Any thread.
final class WordRule implements SpeechRule {
  static final String RULE = "words";
  private static final int MOST_MATCHES = 16;

  private final WordMatcher words;
  private final List<Pattern> patterns;
  private final WordLimits.Action action;

  WordRule(WordLimits limits) {
    words = new WordAutomaton(limits.words(), limits.allowed());
    patterns =
        limits.patterns().stream()
            .map(it -> Pattern.compile(it, Pattern.CASE_INSENSITIVE))
            .toList();
    action = limits.action();
  }

  @Override
  public Verdict judge(Examination it) {
    BitSet found = find(it.text(), it.words());
    boolean isInMeta = it.meta().texts().stream().anyMatch(this::isIn);
    if (found.isEmpty() && !isInMeta) {
      return Verdict.PASS;
    }
    return switch (action) {
      case REFUSE -> new Verdict.Refuse(RULE, 0);
      case MASK ->
          isInMeta ? new Verdict.Refuse(RULE, 0) : new Verdict.Mask(RULE, masked(it.text(), found));
      case HOLD -> new Verdict.Hold(RULE);
      case MUTE -> new Verdict.Mute(RULE, WordLimits.MUTE.toMillis());
    };
  }

  private boolean isIn(String text) {
    return !find(text, FoldedWords.of(text)).isEmpty();
  }

  /// The characters of the text that are not wanted.
  private BitSet find(String text, FoldedWords folded) {
    BitSet found = new BitSet();
    BitSet places = words.find(folded);
    for (int start = places.nextSetBit(0); start >= 0; ) {
      int end = places.nextClearBit(start);
      cover(folded, start, end, found);
      start = places.nextSetBit(end);
    }
    for (Pattern pattern : patterns) {
      cover(pattern.matcher(text), text.length(), found);
    }
    return found;
  }

  /// All that matches; after the [#MOST_MATCHES]th, the rest of the text. Each search takes time in
  /// proportion to the text, so finding them all could take the square of that.
  private static void cover(Matcher matcher, int length, BitSet found) {
    int matches = 0;
    while (matcher.find()) {
      matches++;
      int end = matches < MOST_MATCHES ? matcher.end() : length;
      found.set(matcher.start(), Math.max(end, matcher.start() + 1));
      if (matches == MOST_MATCHES) {
        return;
      }
    }
  }

  /// All that stands in the text from the first to the last of those letters.
  private static void cover(FoldedWords folded, int start, int end, BitSet found) {
    int first = folded.at(start) == ' ' ? start + 1 : start;
    int last = folded.at(end - 1) == ' ' ? end - 2 : end - 1;
    if (first <= last) {
      found.set(folded.from(first), folded.end(last));
    }
  }

  private static String masked(String text, BitSet found) {
    StringBuilder masked = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean isCovered = found.get(i) && !Character.isWhitespace(c);
      if (!isCovered) {
        masked.append(c);
      } else if (!Character.isLowSurrogate(c)) {
        masked.append('*');
      }
    }
    return masked.toString();
  }
}
