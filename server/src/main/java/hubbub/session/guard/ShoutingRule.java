package hubbub.session.guard;

import hubbub.topic.extension.Verdict;

/// About text that is hard to bear: a long one in capitals, one letter again and again
/// (`capitals`), and accents piled up until they cover the lines around (`marks`). Piled-up accents
/// are always refused. Short cheers are exempt. Any thread.
final class ShoutingRule implements SpeechRule {
  static final String RULE = "capitals";
  static final String MARKS = "marks";

  private static final int FEWEST_LETTERS = 32;
  private static final int MOST_PERCENT = 80;
  private static final int LONGEST_RUN = 40;
  private static final double POINTS = 0.5;

  private final SpamPolicy.Shouting shouting;

  ShoutingRule(SpamPolicy.Shouting shouting) {
    this.shouting = shouting;
  }

  @Override
  public Verdict judge(Examination it) {
    TextTraits traits = it.traits();
    if (traits.hasPiledMarks()) {
      return new Verdict.Refuse(MARKS, 0);
    }
    if (!isShouted(traits)) {
      return Verdict.PASS;
    }
    return switch (shouting) {
      case ALLOWED -> Verdict.PASS;
      case COUNTED -> new Verdict.Score(RULE, POINTS);
      case REFUSED -> new Verdict.Refuse(RULE, 0);
    };
  }

  private static boolean isShouted(TextTraits traits) {
    return traits.longestRun() > LONGEST_RUN
        || (traits.cased() >= FEWEST_LETTERS
            && traits.capitals() * 100 > traits.cased() * MOST_PERCENT);
  }
}
