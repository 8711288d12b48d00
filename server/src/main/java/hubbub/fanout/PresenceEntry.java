package hubbub.fanout;

import hubbub.protocol.PresenceMeta;
import hubbub.topic.Member;
import hubbub.topic.MembershipId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One membership in [Presence]. `here` is its current meta, null once it has left. `believed` is
/// its meta as last sent: to everybody if it is listed, else only to its own client; null if to
/// nobody. Confined to the replica's thread.
final class PresenceEntry {
  private static final int UNLISTED = -1;

  private final MembershipId membership;
  private int version;
  @Nullable PresenceMeta here;
  @Nullable PresenceMeta believed;

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
    PresenceMeta before = here;
    long onlineAt = before == null ? member.onlineAt() : before.onlineAt();
    String ref = Long.toString(membership.value(), 36) + "." + version;
    PresenceMeta now =
        new PresenceMeta(
            member.id(), ref, member.nick(), member.rank(), onlineAt, member.badges(), shown);
    if (before != null && now.looksLike(before)) {
      return false;
    }
    here = now;
    version++;
    return true;
  }
}
