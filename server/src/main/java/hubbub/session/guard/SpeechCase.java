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

/// One speech before the rules of its kind: the first that refuses it decides; if none does, the
/// first that holds it. Climbs the ladder with those who offend. Confined to the thread that judges
/// it.
final class SpeechCase {
  private static final String STEP = "step";

  private final RuleBook book;
  private Examination it;
  private final Steps steps;
  private final ShieldAlarms alarms;
  private final SpamCounts counts;
  private Optional<String> masked = Optional.empty();
  private Optional<Sanction> sanction = Optional.empty();
  private Optional<Alarm> alarm = Optional.empty();

  /// The first rule that wants a moderator to see it.
  private Optional<String> holding = Optional.empty();

  SpeechCase(RuleBook book, Examination it, Steps steps, ShieldAlarms alarms, SpamCounts counts) {
    this.book = book;
    this.it = it;
    this.steps = steps;
    this.alarms = alarms;
    this.counts = counts;
  }

  /// What becomes of what is said.
  Judgement judge() {
    Optional<KnownPerson.Restriction> its = restriction();
    if (its.isPresent() && !its.get().isHold()) {
      return refused(its.get().rule(), left(its.get()));
    }
    Utterance.What what = it.speech().what();
    return objection(book.paceOf(what))
        .or(() -> ShieldedLinks.judge(it).map(this::refused))
        .or(() -> objection(book.rulesFor(what)))
        .orElseGet(() -> its.map(this::heldBack).orElseGet(this::passed));
  }

  /// What becomes of it by these rules alone.
  Judgement judgeBy(List<SpeechRule> rules) {
    return objection(rules).orElseGet(this::passed);
  }

  /// What restricts the sender now. Whoever is silenced may still come back.
  private Optional<KnownPerson.Restriction> restriction() {
    return it.speech().what() == Utterance.What.NICK_AT_JOIN
        ? Optional.empty()
        : it.person().restriction(it.nowNanos());
  }

  private long left(KnownPerson.Restriction its) {
    return its.endNanos() - it.nowNanos();
  }

  /// What becomes of it by the first of these rules that refuses it, else by the first that holds
  /// it, if one does.
  private Optional<Judgement> objection(List<SpeechRule> rules) {
    for (SpeechRule rule : rules) {
      Verdict verdict;
      try {
        verdict = rule.judge(it);
      } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError bug) {
        return Optional.of(Judgement.refused(PluginBugs.refusal(bug)));
      }
      if (verdict instanceof Verdict.Objection objection && !isDry(objection)) {
        Optional<Judgement> end = decide(objection);
        if (end.isPresent()) {
          return end;
        }
      }
    }
    return holding.map(this::held);
  }

  private Judgement passed() {
    spoke();
    if (isMessage() && !it.speech().isInVain()) {
      it.person().topics().passed(it.topic(), it.nowNanos());
    }
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
      case Verdict.Hold _ -> {
        holding = holding.or(() -> Optional.of(rule));
        yield Optional.empty();
      }
      case Verdict.Mask(_, String text) -> mask(rule, text);
      case Verdict.Mute(_, long millis) -> Optional.of(muted(rule, millis));
      case Verdict.Score(_, double points) -> suspected(rule, points);
    };
  }

  private Judgement offended(String rule, long waitMillis) {
    Optional<Ladder.Step> step =
        it.speech().isInVain()
            ? Optional.empty()
            : it.person().offend(points(rule), ladder(), it.nowNanos());
    remember(rule, step.map(Ladder.Step::word).orElse("refuse"), false);
    warnOthers(rule);
    long silent = step.map(due -> take(due, rule)).orElse(0L);
    return refused(rule, Math.max(TimeUnit.MILLISECONDS.toNanos(waitMillis), silent));
  }

  private void warnOthers(String rule) {
    if (!it.speech().isInVain() && points(rule) > 0) {
      alarm = alarms.offended(it, book.policy().offenders());
    }
  }

  /// What it costs the sender. It is nobody's offence that others share their address.
  private double points(String rule) {
    boolean isOthersDoing =
        rule.equals(RateRule.RULE)
            && book.rate().isOthersDoing(it.from(), it.speech().from().address(), it.nowNanos());
    return isOthersDoing ? 0 : Ladder.points(rule);
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

  /// It waits for a moderator, because everything does that the sender says.
  private Judgement heldBack(KnownPerson.Restriction its) {
    return isMessage()
        ? held(its.rule())
        : refused(refusal(its.rule(), left(its)).with(STEP, its.step()));
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
    return refused(refusal(rule, waitNanos));
  }

  private Judgement refused(Refusal refusal) {
    return judgement(new Fate.Refused(refusal));
  }

  /// The wait is the longest of all that refuses now: also what the rate leaves. If nothing would
  /// pass at all, the step says so.
  private Refusal refusal(String rule, long waitNanos) {
    long rate = book.rate().waitNanos(it.from(), it.speech().from().address(), it.nowNanos());
    int strikes = it.person().strikes(it.nowNanos());
    Refusal refusal =
        new Refusal(
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
    return restriction()
        .filter(its -> !its.isHold())
        .map(its -> refusal.with(STEP, its.step()))
        .orElse(refusal);
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
