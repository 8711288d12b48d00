package hubbub.topic;

/// The life cycle of a topic, and since when it has been without a moderator. Confined to the
/// thread of its [TopicState].
///
///     unborn ── first join ──▶ alive ◀── join / last one lost ──▶ lingering ── Died ──▶ over
///       │                        └── last one left or kicked ───────────────────────────▲
///       └── a program's message, if a history is kept while nobody is here ──▶ lingering
///
/// A topic that keeps its history lingers for that, however its last member went.
final class Life {
  private final long bornAt;
  private boolean hasBegun;
  private boolean isOver;
  private long lingerUntil;
  private long leaderlessAt;

  Life(long bornAt) {
    this.bornAt = bornAt;
  }

  Life(TopicImage.Life image) {
    this.bornAt = image.bornAt();
    this.hasBegun = image.hasBegun();
    this.isOver = image.isOver();
    this.lingerUntil = image.lingerUntil();
    this.leaderlessAt = image.leaderlessAt();
  }

  long bornAt() {
    return bornAt;
  }

  /// Whether anybody has ever joined.
  boolean hasBegun() {
    return hasBegun;
  }

  boolean isOver() {
    return isOver;
  }

  void entered() {
    hasBegun = true;
    isOver = false;
    lingerUntil = 0;
  }

  /// Nobody is in the topic, which lingers until `until`.
  void linger(long until, long at) {
    lingerUntil = until;
    isOver = until <= at;
  }

  /// If it lingers, it does so until `until` at the latest.
  void lingerAtMost(long until) {
    lingerUntil = Math.min(lingerUntil, until);
  }

  /// If it lingers, it does so until `until` at least.
  void lingerAtLeast(long until) {
    lingerUntil = Math.max(lingerUntil, until);
  }

  /// Goes on `now` as it was saved `at` that time: what it still waited for then, it waits for
  /// again.
  void resume(long at, long now, long lingerMillis) {
    if (lingerUntil > at) {
      lingerAtLeast(Deadline.after(now, lingerMillis));
    }
    if (leaderlessAt > 0 && leaderlessAt + lingerMillis > at) {
      leaderlessAt = now;
    }
  }

  void end() {
    isOver = true;
    lingerUntil = 0;
  }

  /// Records that the number of moderators present went from `before` to `now`.
  void led(int before, int now, long at) {
    if (now > 0) {
      leaderlessAt = 0;
    } else if (before > 0) {
      leaderlessAt = at;
    }
  }

  long lingerEndsAt() {
    return isOver || lingerUntil == 0 ? Deadline.NEVER : lingerUntil;
  }

  /// When a topic that lost its last moderator gets a successor.
  long successionAt(KindSettings settings, int heirs) {
    boolean isWanted = settings.succession() && settings.founderRank().isAtLeast(Rank.MODERATOR);
    return isWanted && heirs > 0 && leaderlessAt > 0
        ? leaderlessAt + settings.lingerMillis()
        : Deadline.NEVER;
  }

  TopicImage.Life image() {
    return new TopicImage.Life(bornAt, hasBegun, isOver, lingerUntil, leaderlessAt);
  }
}
