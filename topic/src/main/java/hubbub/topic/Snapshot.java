package hubbub.topic;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// The small immutable view of a topic after a change; any thread, without waiting. Never the
/// roster, never history.
public record Snapshot(
    TopicName topic,
    Epoch epoch,
    long rev,
    long seq,
    String title,
    Optional<Quiet> quiet,
    Optional<Slow> slow,
    Optional<Shield> shield,
    Lock lock,
    List<Keyword> keywords,
    int members,
    long bornAt,
    boolean registered,
    boolean listed,
    TopicSettings.About about,
    TopicFilter filter) {
  /// This snapshot without what has expired by `now` but not been announced yet.
  public Snapshot at(long now) {
    Optional<Quiet> quietNow = quiet.filter(mode -> isAhead(mode.untilAt(), now));
    Optional<Slow> slowNow = slow.filter(mode -> isAhead(mode.untilAt(), now));
    Optional<Shield> shieldNow = shield.filter(it -> it.isUpAt(now));
    List<Keyword> keywordsNow =
        keywords.stream().filter(keyword -> now < keyword.expiresAt()).toList();
    boolean isSame =
        quietNow.equals(quiet)
            && slowNow.equals(slow)
            && shieldNow.equals(shield)
            && keywordsNow.size() == keywords.size();
    return isSame
        ? this
        : new Snapshot(
            topic,
            epoch,
            rev,
            seq,
            title,
            quietNow,
            slowNow,
            shieldNow,
            lock,
            keywordsNow,
            members,
            bornAt,
            registered,
            listed,
            about,
            filter);
  }

  /// The modes that bear on who may speak.
  public SpeechModes speech() {
    return new SpeechModes(quiet, slow, shield);
  }

  private static boolean isAhead(OptionalLong deadline, long now) {
    return deadline.isEmpty() || now < deadline.getAsLong();
  }
}
