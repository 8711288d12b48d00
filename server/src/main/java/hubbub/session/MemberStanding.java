package hubbub.session;

import hubbub.topic.KindSettings;
import hubbub.topic.Rank;
import hubbub.topic.Shield;
import hubbub.topic.ShieldPreset;
import hubbub.topic.Snapshot;
import hubbub.topic.SpeechRestrictions;
import hubbub.topic.Standing;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// What this node knows of a member's standing in its topic, and of what follows from it. Confined
/// to the connection's loop, but for [#change].
final class MemberStanding {
  private final Supplier<Optional<Snapshot>> newest;
  private volatile Standing now;
  private long sinceNanos = System.nanoTime();

  /// `newest` answers with the newest snapshot of the topic; empty if the member follows no log.
  MemberStanding(Standing now, Supplier<Optional<Snapshot>> newest) {
    this.now = now;
    this.newest = newest;
  }

  /// The member's rank, mute or warning is another one. Any thread.
  void change(Standing to) {
    now = to;
  }

  /// The topic has let the member in.
  void begins() {
    sinceNanos = System.nanoTime();
  }

  Rank rank() {
    return now.rank();
  }

  /// The newest snapshot of the topic; empty if the member follows no log.
  Optional<Snapshot> snapshot() {
    return newest.get();
  }

  /// What keeps the member from speaking; empty if it follows no log.
  Optional<SpeechRestrictions> voice(KindSettings settings) {
    return newest.get().map(topic -> SpeechRestrictions.of(now, topic.speech(), settings));
  }

  /// The shield that binds the member.
  private Optional<Shield> shield() {
    return newest
        .get()
        .flatMap(Snapshot::shield)
        .filter(shield -> shield.binds(now.rank(), now.firstJoinedAt()));
  }

  /// For how long a shield keeps the member from posting links, as of `now`; 0: it does not.
  long noLinksMillis(long now) {
    return shield()
        .filter(its -> its.preset() == ShieldPreset.NO_LINKS)
        .map(its -> Math.max(0, its.untilAt() - now))
        .orElse(0L);
  }

  /// Whether the topic has accepted a message of the member's.
  boolean isHeard() {
    return now.isHeard();
  }

  /// When the topic let the member in, or first did, as far as it remembers; on the monotonic
  /// clock.
  long sinceNanos() {
    long first = now.firstJoinedAt();
    long ago = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis() - first);
    return first == 0 ? sinceNanos : Math.min(sinceNanos, System.nanoTime() - ago);
  }
}
