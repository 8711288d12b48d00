package hubbub.cluster;

import hubbub.topic.MemberId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/// Those who were erased since the node started, and may not join. An id that its site may bring
/// again counts for [#SITE_USER_MILLIS], until nothing is under way any more. Any thread.
final class ErasedMembers {
  private static final long SITE_USER_MILLIS = 60_000;
  private static final long FOR_GOOD_MILLIS = TimeUnit.DAYS.toMillis(36_500);

  private final Map<MemberId, Long> untilNanos = new ConcurrentHashMap<>();
  private final Clocks time;

  ErasedMembers(Clocks time) {
    this.time = time;
  }

  /// `isForGood`: the id never comes back.
  void add(MemberId member, boolean isForGood) {
    long millis = isForGood ? FOR_GOOD_MILLIS : SITE_USER_MILLIS;
    untilNanos.put(member, time.nanos() + TimeUnit.MILLISECONDS.toNanos(millis));
  }

  boolean contains(MemberId member) {
    Long until = untilNanos.isEmpty() ? null : untilNanos.get(member);
    return until != null && time.nanos() - until < 0;
  }
}
