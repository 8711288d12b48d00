package hubbub.cluster;

import hubbub.fanout.Log;
import hubbub.topic.Change;
import hubbub.topic.Event;
import hubbub.topic.Member;
import hubbub.topic.MemberId;
import hubbub.topic.MembershipId;
import hubbub.topic.SlotEdit;
import hubbub.topic.Standing;
import hubbub.topic.Subscriber;
import hubbub.topic.TopicName;
import hubbub.topic.TopicState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A replica's state, which may be its owner's, too, and its log: both tell the same story.
/// Confined to the replica.
final class Copy {
  private final Time time;
  private final TopicName topic;
  private final TopicState state;
  private final Log log;
  private final Locals locals;
  private final ClusterSettings.EpochFrame epochFrame;
  private List<Change> history = List.of();
  private long historySeq = -1;

  Copy(Node node, TopicName topic, TopicState state, Locals locals) {
    this.time = node.time();
    this.topic = topic;
    this.state = state;
    this.locals = locals;
    this.epochFrame = node.settings().epochFrame();
    this.log = node.settings().logs().open(topic, node.settingsOf(topic));
    log.publish(state.snapshot());
    for (MembershipId standing : state.memberships()) {
      present(standing);
    }
  }

  TopicState state() {
    return state;
  }

  Log log() {
    return log;
  }

  /// Applies the next change, and shows it.
  void apply(Change change) {
    show(change, state.evolve(change));
  }

  /// Shows a change that the state has, in the order that keeps every promise: snapshot and
  /// standings, tombstones, append. The state may have the rest of the same decision, too.
  void show(Change change, List<Change> tombstones) {
    log.publish(state.snapshot());
    tellStanding(change.event());
    for (Change tombstone : tombstones) {
      log.rewrite(tombstone);
    }
    if (change.isTold()) {
      log.append(change);
    }
    follow(change);
  }

  private void tellStanding(Event event) {
    if (event instanceof Event.RankChanged changed) {
      tellStanding(changed.member());
    } else if (event instanceof Event.MemberMuted muted) {
      tellStanding(muted.member());
    } else if (event instanceof Event.MemberUnmuted unmuted) {
      tellStanding(unmuted.member());
    } else if (event instanceof Event.Message message && state.snapshot().slow().isPresent()) {
      tellStanding(message.from().id());
    } else if (event instanceof Event.NickChanged changed && state.snapshot().slow().isPresent()) {
      tellStanding(changed.member());
    } else if (event instanceof Event.TitleChanged changed && state.snapshot().slow().isPresent()) {
      tellStanding(new MemberId(changed.by()));
    } else if (event instanceof Event.SlowChanged changed && changed.slow().isPresent()) {
      tellStandings();
    }
  }

  /// From when on slow mode holds, edges have to know who spoke when.
  private void tellStandings() {
    for (Local local : locals.all()) {
      state
          .member(local.id())
          .ifPresent(member -> tellStanding(local, state.standing(member.id())));
    }
  }

  private void tellStanding(MemberId member) {
    Standing standing = state.standing(member);
    for (MembershipId id : state.memberships(member)) {
      Local local = locals.get(id);
      if (local != null) {
        tellStanding(local, standing);
      }
    }
  }

  private void tellStanding(Local local, Standing standing) {
    if (local.phase() == Local.Phase.JOINED) {
      locals.tell(local, subscriber -> subscriber.standing(standing));
    }
  }

  /// What follows for presence and for local memberships.
  private void follow(Change change) {
    switch (change.event()) {
      case Event.Joined joined -> {
        present(joined.member());
        tellStanding(joined.member());
        challenge(joined.member(), joined.membership());
      }
      case Event.Challenged challenged -> challenge(challenged.member(), null);
      case Event.Left left -> left(left);
      case Event.NodeLeft gone -> log.absentFrom(gone.node());
      case Event.RankChanged changed -> {
        present(changed.member());
        tellModeration(changed.member());
      }
      case Event.NickChanged changed -> present(changed.member());
      case Event.SlotsChanged changed -> changed.edits().forEach(this::present);
      case Event.Reigned reigned ->
          log.announce(epochFrame.frame(topic, reigned.epoch(), change.seq()));
      case Event.Told _,
          Event.Died _,
          Event.KeptOut _,
          Event.Forgotten _,
          Event.PasswordSet _,
          Event.KeywordBlocked _,
          Event.Answered _ -> {}
    }
  }

  /// Whoever has just become a moderator can't know what was told to moderators before.
  private void tellModeration(MemberId member) {
    state
        .moderation(member, time.epochMillis())
        .ifPresent(moderation -> {
          for (MembershipId id : state.memberships(member)) {
            Local local = locals.get(id);
            if (local != null && local.phase() == Local.Phase.JOINED) {
              locals.tell(local, it -> it.moderates(moderation, log.head()));
            }
          }
        });
  }

  private void present(MemberId member) {
    for (MembershipId id : state.memberships(member)) {
      present(id);
    }
  }

  private void present(SlotEdit edit) {
    edit.place().membership().ifPresent(this::present);
  }

  private void present(MembershipId id) {
    state.member(id).ifPresent(member -> log.present(id, member, state.presenceMeta(id)));
  }

  /// The memberships of an id on this node, but for one, have to prove that they are alive.
  private void challenge(MemberId member, @Nullable MembershipId except) {
    for (MembershipId id : state.memberships(member)) {
      Local local = id.equals(except) ? null : locals.get(id);
      if (local != null && local.phase() == Local.Phase.JOINED) {
        locals.tell(local, Subscriber::challenged);
      }
    }
  }

  private void left(Event.Left left) {
    log.absent(left.membership());
    Local local = locals.get(left.membership());
    if (local != null) {
      locals.ended(local, left.ending(), log.head());
    }
  }

  /// What a membership that stands finds now.
  Subscriber.Entered entered(MembershipId id) {
    long now = time.epochMillis();
    Member me =
        state
            .memberAt(id, now)
            .orElseThrow(() -> new IllegalStateException(topic + ": " + id + " does not stand"));
    return new Subscriber.Entered(
        log,
        state.snapshot(),
        me,
        state.standingAt(me.id(), now),
        history(),
        state.reigns(),
        state.moderation(me.id(), now));
  }

  private List<Change> history() {
    if (historySeq != state.seq()) {
      history = List.copyOf(state.history());
      historySeq = state.seq();
    }
    return history;
  }
}
