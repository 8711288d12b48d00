package hubbub.session.guard;

/// Counts what the guard decides. Any thread.
public interface SpamCounts {
  /// Counts nothing.
  SpamCounts NONE =
      new SpamCounts() {
        @Override
        public void judged(String rule, String verdict) {}

        @Override
        public void stepped(String step) {}
      };

  /// A rule has objected. `verdict` is `refuse`, `hold`, `mask`, `mute` or `score`, with `would_`
  /// before it if the rule only runs dry.
  void judged(String rule, String verdict);

  /// A step of the ladder was taken: `warn`, `refuse`, `hold`, `mute` or `kick`.
  void stepped(String step);
}
