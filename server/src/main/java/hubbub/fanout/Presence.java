package hubbub.fanout;

import hubbub.topic.Feed;
import hubbub.topic.Member;
import hubbub.topic.MemberId;
import hubbub.topic.MembershipId;
import hubbub.topic.Rank;
import hubbub.topic.TopicName;
import hubbub.wire.ServerFrames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Who is here, in Phoenix.Presence's own shapes, told once a second. Confined to the replica's
/// thread.
///
/// `here` is who is here now, `told` what the last diff has made members believe. A flush tells the
/// difference, so a join and a leave within one window cancel. A new member is given `told` and
/// itself, never `here`: who joined and left in between would else stay with it for ever.
///
/// Above `limit` memberships only vip and higher are listed and the rest are counted; below four
/// fifths of it all are listed again. The crossing is told by a whole `presence_state`.
final class Presence {
  private final TopicName topic;
  private final int limit;
  private final Map<MembershipId, Meta> here = new LinkedHashMap<>();
  private final Map<MembershipId, Meta> told = new LinkedHashMap<>();
  private final Map<MembershipId, Optional<Meta>> changed = new LinkedHashMap<>();
  private boolean isWhole = true;
  private int toldCount;
  private byte @Nullable [] state;

  Presence(TopicName topic, int limit) {
    this.topic = topic;
    this.limit = limit;
  }

  void present(MembershipId membership, Member member, Map<String, Object> shown) {
    Meta before = here.get(membership);
    int version = before == null ? 0 : before.version() + 1;
    long onlineAt = before == null ? member.onlineAt() : before.onlineAt();
    Meta now =
        new Meta(member.id(), membership, version, member.nick(), member.rank(), onlineAt, shown);
    if (before == null || !now.looksLike(before)) {
      here.put(membership, now);
      changed.put(membership, Optional.of(now));
    }
  }

  void absent(MembershipId membership) {
    if (here.remove(membership) != null) {
      changed.put(membership, Optional.empty());
    }
  }

  boolean isDue() {
    return !changed.isEmpty();
  }

  /// What a member that joined with `own` is given.
  Feed.PresenceState state(MembershipId own) {
    Meta mine = here.get(own);
    byte[] payload =
        mine == null || told.containsKey(own)
            ? wholeState()
            : PresenceJson.stateWith(wholeState(), told.values(), mine);
    return new Feed.PresenceState(payload, isWhole ? Optional.empty() : Optional.of(summary()));
  }

  /// The frames that tell what has changed since the last flush.
  List<byte[]> flush() {
    boolean isToBeWhole = here.size() <= (isWhole ? limit : limit * 4 / 5);
    List<byte[]> frames = new ArrayList<>(2);
    if (isToBeWhole == isWhole) {
      diff().ifPresent(payload -> frames.add(frame("presence_diff", payload)));
    } else {
      isWhole = isToBeWhole;
      relist();
      frames.add(frame("presence_state", wholeState()));
    }
    if (!isWhole && here.size() != toldCount) {
      frames.add(frame("presence_summary", summary()));
    }
    toldCount = here.size();
    changed.clear();
    return frames;
  }

  private Optional<byte[]> diff() {
    List<PresenceJson.Joining> joins = new ArrayList<>();
    List<Meta> leaves = new ArrayList<>();
    changed.forEach((membership, now) -> {
      Meta before = told.remove(membership);
      Meta after = now.filter(this::isListed).orElse(null);
      if (after != null) {
        told.put(membership, after);
        joins.add(new PresenceJson.Joining(after, Optional.ofNullable(before)));
      }
      if (before != null) {
        leaves.add(before);
      }
    });
    if (joins.isEmpty() && leaves.isEmpty()) {
      return Optional.empty();
    }
    state = null;
    return Optional.of(PresenceJson.diff(joins, leaves));
  }

  private void relist() {
    told.clear();
    here.values().stream()
        .filter(this::isListed)
        .forEach(meta -> told.put(meta.membership(), meta));
    state = null;
  }

  private boolean isListed(Meta meta) {
    return isWhole || meta.rank().isAtLeast(Rank.VIP);
  }

  private byte[] wholeState() {
    byte[] now = state;
    if (now == null) {
      now = PresenceJson.state(told.values());
      state = now;
    }
    return now;
  }

  private byte[] summary() {
    return PresenceJson.summary(here.size(), told.size());
  }

  private byte[] frame(String event, byte[] payload) {
    return ServerFrames.broadcast(topic.value(), event, payload);
  }

  /// One membership as others see it. `version` counts its changes; `shown` is what an extension
  /// shows of it.
  record Meta(
      MemberId member,
      MembershipId membership,
      int version,
      String nick,
      Rank rank,
      long onlineAt,
      Map<String, Object> shown) {
    boolean looksLike(Meta other) {
      return nick.equals(other.nick) && rank == other.rank && shown.equals(other.shown);
    }

    /// Phoenix's reference of this very meta: the same on every node.
    String phxRef() {
      return Long.toString(membership.value(), 36) + "." + version;
    }
  }
}
