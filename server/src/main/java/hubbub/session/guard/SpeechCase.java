package hubbub.session.guard;

import hubbub.session.guard.Judgement.Alarm;
import hubbub.session.guard.Judgement.Fate;
import hubbub.session.guard.Judgement.Sanction;
import hubbub.topic.Reason;
import hubbub.topic.Refusal;
import hubbub.topic.extension.Utterance;
import hubbub.topic.extension.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// One speech before the rules of its kind: the first that refuses or holds it decides. Climbs the
/// ladder with those who offend. Confined to the thread that judges it.
final class SpeechCase {
  private final RuleBook book;
  private Examination it;
  private final Steps steps;
  private final ShieldAlarms alarms;
  private final SpamCounts counts;
  private Optional<String> masked = Optional.empty();
  private Optional<Sanction> sanction = Optional.empty();
  private Optional<Alarm> alarm = Optional.empty();

  SpeechCase(RuleBook book, Examination it, Steps steps, ShieldAlarms alarms, SpamCounts counts) {
    this.book = book;
    this.it = it;
    this.steps = steps;
    this.alarms = alarms;
    this.counts = counts;
  }

  /// What becomes of what is said.
  Judgement judge() {
    Optional<KnownPerson.Restriction> restriction = it.person().restriction(it.nowNanos());
    if (restriction.isEmpty() || it.speech().what() == Utterance.What.NICK_AT_JOIN) {
      return judgeBy(rules()); // whoever is silenced may still come back
    }
    KnownPerson.Restriction its = restriction.get();
    if (!its.isHold()) {
      return refused(its.rule(), its.endNanos() - it.nowNanos());
    }
    Judgement judgement = judgeBy(rules());
    return judgement.fate() instanceof Fate.Passes ? held(its.rule()) : judgement;
  }

  private List<SpeechRule> rules() {
    return book.rulesFor(it.speech().what());
  }

  /// What becomes of it by these rules alone.
  Judgement judgeBy(List<SpeechRule> rules) {
    for (SpeechRule rule : rules) {
      Verdict verdict;
      try {
        verdict = rule.judge(it);
      } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError bug) {
        return Judgement.refused(PluginBugs.refusal(bug));
      }
      if (verdict instanceof Verdict.Objection objection && !isDry(objection)) {
        Optional<Judgement> end = decide(objection);
        if (end.isPresent()) {
          return end.get();
        }
      }
    }
    spoke();
    return masked.isEmpty() && sanction.isEmpty()
        ? Judgement.PASSES
        : judgement(new Fate.Passes(masked));
  }

  private Judgement judgement(Fate fate) {
    return new Judgement(fate, sanction, alarm);
  }

  private void spoke() {
    if (isMessage() && !it.speech().isInVain()) {
      it.person().topics().spoke(it.topic(), it.nowNanos());
    }
  }

  private boolean isMessage() {
    return it.speech().what() == Utterance.What.MESSAGE;
  }

  private boolean isDry(Verdict.Objection objection) {
    boolean isDry = book.policy().dryRun().contains(objection.rule());
    if (isDry) {
      counts.judged(objection.rule(), "would_" + word(objection));
      remember(objection.rule(), word(objection), true);
    }
    return isDry;
  }

  /// What becomes of it by that objection; empty if other rules have to be asked, too.
  private Optional<Judgement> decide(Verdict.Objection objection) {
    String rule = objection.rule();
    counts.judged(rule, word(objection));
    return switch (objection) {
      case Verdict.Refuse(_, long millis) -> Optional.of(offended(rule, millis));
      case Verdict.Hold _ -> Optional.of(held(rule));
      case Verdict.Mask(_, String text) -> mask(rule, text);
      case Verdict.Mute(_, long millis) -> Optional.of(muted(rule, millis));
      case Verdict.Score(_, double points) -> suspected(rule, points);
    };
  }

  private Judgement offended(String rule, long waitMillis) {
    Optional<Ladder.Step> step =
        it.speech().isInVain()
            ? Optional.empty()
            : it.person().offend(Ladder.points(rule), ladder(), it.nowNanos());
    remember(rule, step.map(Ladder.Step::word).orElse("refuse"), false);
    warnOthers(rule);
    long silent = step.map(due -> take(due, rule)).orElse(0L);
    return refused(rule, Math.max(TimeUnit.MILLISECONDS.toNanos(waitMillis), silent));
  }

  private void warnOthers(String rule) {
    if (!it.speech().isInVain() && Ladder.points(rule) > 0) {
      alarm = alarms.offended(it, book.policy().offenders());
    }
  }

  private Optional<Judgement> mask(String rule, String text) {
    if (!isMessage()) {
      return Optional.of(offended(rule, 0));
    }
    masked = Optional.of(text);
    it = it.saying(text); // what follows sees the mask
    remember(rule, "mask", false);
    return Optional.empty();
  }

  private Judgement muted(String rule, long millis) {
    remember(rule, "mute", false);
    warnOthers(rule);
    return refused(rule, take(new Ladder.Step.Mute(Duration.ofMillis(millis)), rule));
  }

  /// It passes, unless it is the last straw.
  private Optional<Judgement> suspected(String rule, double points) {
    if (it.speech().isInVain()) {
      return Optional.empty();
    }
    Optional<Ladder.Step> step = it.person().suspect(points, ladder(), it.nowNanos());
    remember(rule, step.map(Ladder.Step::word).orElse("score"), false);
    long silent = step.map(due -> take(due, rule)).orElse(0L);
    return silent == 0 ? Optional.empty() : Optional.of(refused(rule, silent));
  }

  private Judgement held(String rule) {
    if (!isMessage()) {
      return refused(rule, 0);
    }
    remember(rule, "hold", false);
    spoke();
    return judgement(new Fate.Held(rule, refusal(rule, 0), masked));
  }

  private Judgement refused(String rule, long waitNanos) {
    return judgement(new Fate.Refused(refusal(rule, waitNanos)));
  }

  /// The wait is the longest of all that refuses now: also what the rate leaves.
  private Refusal refusal(String rule, long waitNanos) {
    long rate = book.rate().waitNanos(it.from(), it.speech().from().address(), it.nowNanos());
    int strikes = it.person().strikes(it.nowNanos());
    return new Refusal(
        Reason.SPAM,
        Map.of(
            "rule",
            rule,
            "retry_after_ms",
            Verdict.Refuse.until(rule, Math.max(rate, waitNanos)).retryAfterMillis(),
            "strikes",
            (long) strikes,
            "next",
            ladder().after(strikes).word()));
  }

  private long take(Ladder.Step step, String rule) {
    Steps.Taken taken = steps.take(step, rule, it);
    sanction = taken.sanction();
    return taken.silentNanos();
  }

  private void remember(String rule, String verdict, boolean isDry) {
    double score = it.person().score(ladder(), it.nowNanos());
    it.person()
        .judged(new Reputation.Judged(it.topic(), rule, verdict, score, isDry, it.nowNanos()));
  }

  private Ladder ladder() {
    return book.policy().ladder();
  }

  private static String word(Verdict.Objection objection) {
    return switch (objection) {
      case Verdict.Refuse _ -> "refuse";
      case Verdict.Hold _ -> "hold";
      case Verdict.Mask _ -> "mask";
      case Verdict.Mute _ -> "mute";
      case Verdict.Score _ -> "score";
    };
  }
}
