package hubbub.session.guard;

import com.google.errorprone.annotations.Immutable;
import hubbub.topic.Rank;
import java.time.Duration;
import java.util.Set;

/// All limits of the spam guard for one kind of topic. Nothing is judged of those who rank at least
/// `exempt`. What the rules in `dryRun` say is counted, and not enforced. When as many as
/// `offenders` newcomers of a topic offend within a minute, its shield goes up; 0: it does not.
@Immutable
public record SpamPolicy(
    Speed speed,
    Contents contents,
    Newcomers newcomers,
    Ladder ladder,
    int offenders,
    Rank exempt,
    @SuppressWarnings("Immutable") Set<String> dryRun) {
  public SpamPolicy {
    dryRun = Set.copyOf(dryRun);
  }

  /// How fast, how often the same, and in how many topics within `window` one may speak.
  @Immutable
  public record Speed(Rate messages, RepeatLimits repeats, int topics, Duration window) {}

  /// What a text may have in it.
  @Immutable
  public record Contents(LinkLimits links, int mentions, Shouting shouting, WordLimits words) {}

  /// What happens to capitals and long runs of one letter.
  public enum Shouting {
    ALLOWED,
    /// They pass, and make their author suspicious.
    COUNTED,
    REFUSED
  }

  /// Guests are fresh until they have been known for `fresh`. They may speak after `presence` in a
  /// topic; if `holdsFirst`, what they say there waits for a moderator, until a message of theirs
  /// was accepted.
  @Immutable
  public record Newcomers(Duration fresh, Duration presence, boolean holdsFirst) {}

  /// This policy with other limits of speed.
  public SpamPolicy with(Speed other) {
    return new SpamPolicy(other, contents, newcomers, ladder, offenders, exempt, dryRun);
  }

  /// This policy with another rate of messages.
  public SpamPolicy with(Rate messages) {
    return with(new Speed(messages, speed.repeats(), speed.topics(), speed.window()));
  }

  /// This policy with other limits of contents.
  public SpamPolicy with(Contents other) {
    return new SpamPolicy(speed, other, newcomers, ladder, offenders, exempt, dryRun);
  }

  /// This policy with other limits for newcomers.
  public SpamPolicy with(Newcomers other) {
    return new SpamPolicy(speed, contents, other, ladder, offenders, exempt, dryRun);
  }

  /// This policy, but that as many offenders raise the shield.
  public SpamPolicy shieldingFrom(int many) {
    return new SpamPolicy(speed, contents, newcomers, ladder, many, exempt, dryRun);
  }

  /// This policy with another rank that is exempt.
  public SpamPolicy exempting(Rank other) {
    return new SpamPolicy(speed, contents, newcomers, ladder, offenders, other, dryRun);
  }

  /// This policy with these rules in dry run, and no others.
  public SpamPolicy dry(Set<String> rules) {
    return new SpamPolicy(speed, contents, newcomers, ladder, offenders, exempt, rules);
  }
}
