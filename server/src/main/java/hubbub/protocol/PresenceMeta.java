package hubbub.protocol;

import hubbub.topic.MemberId;
import hubbub.topic.Rank;
import java.util.List;
import java.util.Map;

/// A membership as others see it. `phxRef` names exactly this meta, and is the same on every node.
/// `shown` is what an extension shows of the membership.
public record PresenceMeta(
    MemberId member,
    String phxRef,
    String nick,
    Rank rank,
    long onlineAt,
    List<String> badges,
    Map<String, Object> shown) {
  private static final int NAMES_BYTES = 180;
  private static final int MOST_BYTES_OF_A_CHAR = 3;

  /// Whether others see no difference.
  public boolean looksLike(PresenceMeta other) {
    return nick.equals(other.nick)
        && rank == other.rank
        && badges.equals(other.badges)
        && shown.equals(other.shown);
  }

  /// An estimate of its bytes on the wire; never too low, unless an extension shows text that has
  /// to be escaped.
  public int bytes() {
    int chars = member.value().length() + nick.length();
    for (String badge : badges) {
      chars += badge.length() + 3;
    }
    for (Map.Entry<String, Object> each : shown.entrySet()) {
      chars += each.getKey().length() + each.getValue().toString().length() + 2;
    }
    return NAMES_BYTES + MOST_BYTES_OF_A_CHAR * chars;
  }
}
