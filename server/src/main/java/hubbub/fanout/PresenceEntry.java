package hubbub.fanout;

import hubbub.topic.Member;
import hubbub.topic.MemberId;
import hubbub.topic.MembershipId;
import hubbub.topic.Rank;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One membership in [Presence]. `here` is its current meta, null once it has left. `believed` is
/// its meta as last sent: to everybody if it is listed, else only to its own client; null if to
/// nobody. Confined to the replica's thread.
final class PresenceEntry {
  private static final int UNLISTED = -1;

  private final MembershipId membership;
  private int version;
  @Nullable Meta here;
  @Nullable Meta believed;

  /// Its index in the [Listing].
  int slot = UNLISTED;

  PresenceEntry(MembershipId membership) {
    this.membership = membership;
  }

  MembershipId membership() {
    return membership;
  }

  boolean isListed() {
    return slot != UNLISTED;
  }

  void unlist() {
    slot = UNLISTED;
  }

  /// Updates the meta.
  ///
  /// @return whether anything that others see has changed
  boolean change(Member member, Map<String, Object> shown) {
    Meta before = here;
    long onlineAt = before == null ? member.onlineAt() : before.onlineAt();
    String ref = Long.toString(membership.value(), 36) + "." + version;
    Meta now = new Meta(member.id(), ref, member.nick(), member.rank(), onlineAt, shown);
    if (before != null && now.looksLike(before)) {
      return false;
    }
    here = now;
    version++;
    return true;
  }

  /// A membership as others see it. `phxRef` names exactly this meta, and is the same on every
  /// node. `shown` is what an extension shows of the membership.
  record Meta(
      MemberId member,
      String phxRef,
      String nick,
      Rank rank,
      long onlineAt,
      Map<String, Object> shown) {
    private static final int NAMES_BYTES = 180;
    private static final int MOST_BYTES_OF_A_CHAR = 3;

    boolean looksLike(Meta other) {
      return nick.equals(other.nick) && rank == other.rank && shown.equals(other.shown);
    }

    /// An estimate of its bytes on the wire; never too low, unless an extension shows text that has
    /// to be escaped.
    int bytes() {
      int chars = member.value().length() + nick.length();
      for (Map.Entry<String, Object> each : shown.entrySet()) {
        chars += each.getKey().length() + each.getValue().toString().length() + 2;
      }
      return NAMES_BYTES + MOST_BYTES_OF_A_CHAR * chars;
    }
  }
}
