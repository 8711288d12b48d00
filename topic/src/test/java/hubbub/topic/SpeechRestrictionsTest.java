package hubbub.topic;

import static hubbub.topic.Outcomes.isOk;
import static hubbub.topic.Outcomes.isSent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// When somebody who may not speak is told to retry: for each restriction alone, and for all
/// together.
class SpeechRestrictionsTest {
  private static final OptionalLong NOT_AT_ALL = OptionalLong.of(0);
  private static final OptionalLong FOR_GOOD = OptionalLong.empty();

  private final Room room = new Room();
  private final Guest ann = room.enters("ann");
  private final Guest bob = room.enters("bob");

  /// `mute`, `quiet` and `slow` are how long each lasts, in milliseconds; empty: permanently.
  /// `interval` is slow mode's; 0: off.
  record Case(OptionalLong mute, OptionalLong quiet, long interval, OptionalLong slow) {
    boolean isEndless() {
      return mute.isEmpty() || quiet.isEmpty();
    }

    long longest() {
      return Math.max(Math.max(mute.orElse(0), quiet.orElse(0)), slowest());
    }

    private long slowest() {
      return interval == 0 ? 0 : Math.min(interval, slow.orElse(Long.MAX_VALUE));
    }
  }

  static Stream<Case> cases() {
    List<OptionalLong> ends =
        List.of(
            NOT_AT_ALL,
            OptionalLong.of(1),
            OptionalLong.of(2_999),
            OptionalLong.of(700_000),
            FOR_GOOD);
    List<OptionalLong> slowEnds =
        List.of(OptionalLong.of(2_000), OptionalLong.of(90_000), FOR_GOOD);
    return ends.stream()
        .flatMap(mute ->
            ends.stream()
                .flatMap(quiet ->
                    Stream.of(0L, 1_500L, 60_000L)
                        .flatMap(interval ->
                            slowEnds.stream().map(slow -> new Case(mute, quiet, interval, slow)))))
        .filter(it -> it.isEndless() || it.longest() > 0);
  }

  private void begin(Case its) {
    isSent(bob.says("before"));
    if (its.interval() > 0) {
      isOk(ann.does(new Command.SetSlow(its.interval(), its.slow())));
    }
    if (!its.quiet().equals(NOT_AT_ALL)) {
      isOk(ann.does(new Command.SetQuiet(Optional.of(Rank.VIP), its.quiet())));
    }
    if (!its.mute().equals(NOT_AT_ALL)) {
      isOk(ann.does(new Command.Mute(bob.id, its.mute(), Optional.empty())));
    }
  }

  private Refusal refused() {
    return assertInstanceOf(Outcome.Refused.class, bob.says("now")).refusal();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void is_when_the_owner_accepts_it_and_no_sooner(Case its) {
    begin(its);
    Refusal refusal = refused();
    if (its.isEndless()) {
      assertFalse(refusal.details().containsKey("retry_after_ms"), refusal.toString());
      return;
    }
    assertEquals(its.longest(), refusal.details().get("retry_after_ms"));
    room.passUnnoticed(its.longest() - 1);
    assertEquals(1L, refused().details().get("retry_after_ms"));
    room.passUnnoticed(1);
    isSent(bob.says("at last"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void is_when_the_edge_accepts_it_too(Case its) {
    begin(its);
    Optional<Refusal> refusal = voice().refusal(room.now, 250);
    if (refusal.isPresent() && !its.isEndless()) {
      assertEquals(its.longest(), refusal.get().details().get("retry_after_ms"));
      assertTrue(voice().refusal(room.now + its.longest(), 250).isEmpty());
    }
  }

  private SpeechRestrictions voice() {
    Snapshot topic = room.state.snapshot();
    return SpeechRestrictions.of(room.state.standing(bob.id), topic.speech(), room.settings);
  }

  @Test
  void is_later_for_another_refusal_that_ends_sooner() {
    begin(new Case(NOT_AT_ALL, NOT_AT_ALL, 60_000, FOR_GOOD));
    Refusal spam = Refusal.of(Reason.SPAM, "retry_after_ms", 50L);
    assertEquals(60_000L, voice().orLater(spam, room.now).details().get("retry_after_ms"));
    Refusal later = Refusal.of(Reason.SPAM, "retry_after_ms", 90_000L);
    assertEquals(90_000L, voice().orLater(later, room.now).details().get("retry_after_ms"));
    assertEquals(spam, voice().orLater(spam, room.now + 60_000));
  }
}
