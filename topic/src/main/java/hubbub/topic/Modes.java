package hubbub.topic;

import java.util.Optional;
import java.util.OptionalLong;

/// A topic's title and modes, as set by moderators, and its shield. `password` is the digest of the
/// password required to join.
public record Modes(
    String title,
    Optional<Quiet> quiet,
    Optional<Slow> slow,
    Lock lock,
    Optional<String> password,
    Optional<Shield> shield) {
  static final Modes NONE =
      new Modes(
          "", Optional.empty(), Optional.empty(), Lock.OPEN, Optional.empty(), Optional.empty());

  /// As the settings of a registered topic have them.
  static Modes of(TopicSettings settings) {
    return new Modes(
        settings.title(),
        settings.quiet().map(rank -> new Quiet(rank, OptionalLong.empty())),
        settings.slowMillis().isPresent()
            ? Optional.of(new Slow(settings.slowMillis().getAsLong(), OptionalLong.empty()))
            : Optional.empty(),
        settings.lock(),
        settings.password(),
        Optional.empty());
  }

  Modes withTitle(String title) {
    return new Modes(title, quiet, slow, lock, password, shield);
  }

  Modes withQuiet(Optional<Quiet> quiet) {
    return new Modes(title, quiet, slow, lock, password, shield);
  }

  Modes withSlow(Optional<Slow> slow) {
    return new Modes(title, quiet, slow, lock, password, shield);
  }

  Modes withLock(Lock lock) {
    return new Modes(title, quiet, slow, lock, password, shield);
  }

  Modes withPassword(Optional<String> digest) {
    return new Modes(title, quiet, slow, lock, digest, shield);
  }

  Modes withShield(Optional<Shield> shield) {
    return new Modes(title, quiet, slow, lock, password, shield);
  }

  /// The shield, if it is up at `now`.
  Optional<Shield> shieldAt(long now) {
    return shield.filter(it -> it.isUpAt(now));
  }

  /// Those that bear on who may speak.
  SpeechModes speech() {
    return new SpeechModes(quiet, slow, shield);
  }

  long shieldEndsAt() {
    return shield.map(Shield::untilAt).orElse(Deadline.NEVER);
  }

  /// Quiet mode, if it is on at `now`.
  Optional<Quiet> quietAt(long now) {
    return quiet.filter(mode -> mode.untilAt().isEmpty() || now < mode.untilAt().getAsLong());
  }

  /// Slow mode, if it is on at `now`.
  Optional<Slow> slowAt(long now) {
    return slow.filter(mode -> mode.untilAt().isEmpty() || now < mode.untilAt().getAsLong());
  }

  long quietEndsAt() {
    return quiet.isPresent() ? quiet.get().untilAt().orElse(Deadline.NEVER) : Deadline.NEVER;
  }

  long slowEndsAt() {
    return slow.isPresent() ? slow.get().untilAt().orElse(Deadline.NEVER) : Deadline.NEVER;
  }
}
