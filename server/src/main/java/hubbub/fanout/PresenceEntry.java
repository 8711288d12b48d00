package hubbub.fanout;

import hubbub.topic.Member;
import hubbub.topic.MemberId;
import hubbub.topic.MembershipId;
import hubbub.topic.Rank;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One membership in [Presence]. `here` is how it is now, null once it has left; `believed` how it
/// was last told: to all where it is listed, else to its own client alone, null if to nobody.
/// Confined to the replica's thread.
final class PresenceEntry {
  private static final int UNLISTED = -1;

  private final MembershipId membership;
  private int version;
  @Nullable Meta here;
  @Nullable Meta believed;

  /// Where it stands in the [Listing].
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

  /// Makes it look so from now on.
  ///
  /// @return whether it looked otherwise before
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

  /// A membership as others see it, with Phoenix's reference of this very look, which is the same
  /// on every node; `shown` is what an extension shows of it.
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

    /// About how many bytes it takes on the wire; not fewer, unless an extension shows what has to
    /// be escaped.
    int bytes() {
      int chars = member.value().length() + nick.length();
      for (Map.Entry<String, Object> each : shown.entrySet()) {
        chars += each.getKey().length() + each.getValue().toString().length() + 2;
      }
      return NAMES_BYTES + MOST_BYTES_OF_A_CHAR * chars;
    }
  }
}
