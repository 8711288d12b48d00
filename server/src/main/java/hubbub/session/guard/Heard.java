package hubbub.session.guard;

/// A speech, and for how long the guard has known its sender, and has known them in that topic:
/// what a recorder gets.
public record Heard(Speech speech, long knownNanos, long presentNanos) {
  static Heard of(Examination it) {
    return new Heard(it.speech(), it.knownNanos(), it.presentNanos());
  }
}
