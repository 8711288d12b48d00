package hubbub.session.guard;

import hubbub.topic.MemberId;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.OptionalLong;
import java.util.SequencedMap;

/// Who of a topic's newcomers has offended within the last [#WINDOW], each once: at most [#MOST].
/// Any thread; its lock is never held while other code runs.
final class RecentOffenders {
  static final Duration WINDOW = Duration.ofMinutes(1);
  static final int MOST = 1_000;

  /// An alarm is not repeated sooner: the topic has heard it.
  private static final long PAUSE_NANOS = Duration.ofSeconds(30).toNanos();

  private final SequencedMap<MemberId, Offence> latest = new LinkedHashMap<>();
  private long raisedNanos;

  /// When somebody offended, and when they had come.
  private record Offence(long atNanos, long cameNanos) {}

  RecentOffenders(long nowNanos) {
    raisedNanos = nowNanos - PAUSE_NANOS;
  }

  /// Remembers an offence of somebody who came at that time. If that makes `many` people, answers
  /// since when they have come: the time of the first of them.
  synchronized OptionalLong offended(MemberId id, long cameNanos, long nowNanos, int many) {
    latest.remove(id);
    latest.putLast(id, new Offence(nowNanos, cameNanos));
    while (latest.size() > MOST || isOver(latest.firstEntry().getValue(), nowNanos)) {
      latest.pollFirstEntry();
    }
    if (latest.size() < many || nowNanos - raisedNanos < PAUSE_NANOS) {
      return OptionalLong.empty();
    }
    raisedNanos = nowNanos;
    return latest.values().stream().mapToLong(Offence::cameNanos).min();
  }

  private static boolean isOver(Offence offence, long nowNanos) {
    return nowNanos - offence.atNanos > WINDOW.toNanos();
  }
}
