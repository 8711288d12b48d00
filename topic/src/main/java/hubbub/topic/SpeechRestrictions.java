package hubbub.topic;

import java.util.Optional;

/// What keeps one member from speaking, and until when: a mute, quiet mode, slow mode or a shield
/// that slows it down, or a warning that it must acknowledge. Exact in the owner; at the edge based
/// on the node's newest snapshot. Times are milliseconds since 1970 UTC; 0: does not apply;
/// [Long#MAX_VALUE]: permanently.
public record SpeechRestrictions(
    long mutedUntil, long quietUntil, Rank leastRank, long slowUntil, boolean mustAcknowledge) {

  /// What applies to a member of that standing in a topic with those modes. Those who may set slow
  /// mode are exempt from it.
  public static SpeechRestrictions of(Standing me, SpeechModes modes, KindSettings settings) {
    Optional<Quiet> quiet = modes.quiet();
    Optional<Slow> slow = modes.slow();
    Rank leastRank = quiet.map(Quiet::minRank).orElse(Rank.GUEST);
    boolean isQuiet = !me.rank().isAtLeast(leastRank);
    boolean isSlow = slow.isPresent() && me.spokeAt() != 0 && !isFree(me.rank(), settings);
    return new SpeechRestrictions(
        me.mutedUntilAt(),
        isQuiet ? quiet.orElseThrow().untilAt().orElse(Deadline.NEVER) : 0,
        leastRank,
        Math.max(
            isSlow ? slowUntil(slow.orElseThrow(), me.spokeAt()) : 0, shieldedUntil(me, modes)),
        me.mustAcknowledge());
  }

  private static boolean isFree(Rank rank, KindSettings settings) {
    return rank.isAtLeast(CommandName.SET_SLOW.leastRank(settings));
  }

  private static long slowUntil(Slow slow, long spokeAt) {
    long next = Deadline.after(spokeAt, slow.intervalMillis());
    return Math.min(next, slow.untilAt().orElse(Deadline.NEVER));
  }

  /// Until when a shield has the member wait that it slows down.
  private static long shieldedUntil(Standing me, SpeechModes modes) {
    return modes
        .shieldAgainst(me, ShieldPreset.SLOW)
        .filter(_ -> me.spokeAt() != 0)
        .map(shield -> Math.min(Deadline.after(me.spokeAt(), Shield.SLOW_MILLIS), shield.untilAt()))
        .orElse(0L);
  }

  /// Why the member may not speak at `now`; empty if it may. What ends within `marginMillis` counts
  /// as over.
  public Optional<Refusal> refusal(long now, long marginMillis) {
    long judged = now + marginMillis;
    if (judged < mutedUntil) {
      return Optional.of(until(mutedUntil, Refusal.of(Reason.MUTED), now));
    }
    if (judged < quietUntil) {
      Refusal quiet = Refusal.of(Reason.QUIET, "min_rank", leastRank.word());
      return Optional.of(until(quietUntil, quiet, now));
    }
    if (mustAcknowledge) {
      return Optional.of(Refusal.of(Reason.ACKNOWLEDGE_FIRST));
    }
    return judged < slowUntil
        ? Optional.of(orLater(Refusal.of(Reason.SLOW), now))
        : Optional.empty();
  }

  private Refusal until(long end, Refusal refusal, long now) {
    return orLater(end == Deadline.NEVER ? refusal : refusal.with("until_at", end), now);
  }

  /// `refusal` with a `retry_after_ms` no earlier than the end of all of these; unchanged if one of
  /// them does not end by itself or all are over.
  public Refusal orLater(Refusal refusal, long now) {
    long end = Math.max(Math.max(mutedUntil, quietUntil), slowUntil);
    boolean isEndless = end == Deadline.NEVER || mustAcknowledge;
    return isEndless || end <= now ? refusal : refusal.notBefore(end - now);
  }
}
