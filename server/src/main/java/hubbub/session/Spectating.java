package hubbub.session;

import hubbub.fanout.Cursor;
import hubbub.identity.Identity;
import hubbub.identity.ReadTokens;
import hubbub.protocol.PeopleWriter;
import hubbub.protocol.ReplyWriter;
import hubbub.protocol.StartWriter;
import hubbub.topic.Actor;
import hubbub.topic.Command;
import hubbub.topic.MemberId;
import hubbub.topic.MembershipId;
import hubbub.topic.Outcome;
import hubbub.topic.Rank;
import hubbub.topic.Reason;
import hubbub.topic.Refusal;
import hubbub.topic.TopicName;
import hubbub.topic.Visitor;
import hubbub.topic.port.Feed;
import hubbub.topic.port.Spectator;
import hubbub.topic.port.Topics;
import hubbub.wire.Ref;
import hubbub.wire.ServerFrames;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One topic that a connection watches without being in it: a join with `spectate`. Confined to the
/// connection's loop, except the calls of [Spectator], which the replica makes; what they say takes
/// effect on the loop.
///
///     joining ── may watch ──▶ watching ◀── resynced / fell behind ──▶ lagged
///        └── refused ──▶ over ◀── ended, left, replaced or lost ─────────┘
final class Spectating implements TopicChannel, Spectator {
  /// Reads what anybody in the topic may read.
  private static final Actor.Outside ANYBODY =
      new Actor.Key("spectator", Rank.GUEST, Optional.empty());

  private static final byte[] NOTHING = {'{', '}'};

  private final Session session;
  private final PendingJoin join;
  private final Optional<TopicChannel> replaced;
  private final Ref pushRef;
  private final MembershipId id;
  private final Cursor cursor;
  private Topics.@Nullable Watching watching;
  private Phase phase = Phase.JOINING;
  private boolean isWarned;
  private long lostSeq;

  private enum Phase {
    JOINING,
    WATCHING,
    LAGGED,
    REPLACED,
    OVER
  }

  private Spectating(Session session, PendingJoin join, Optional<TopicChannel> replaced) {
    Ref joinRef = join.frame().joinRef();
    this.session = session;
    this.join = join;
    this.replaced = replaced;
    this.pushRef = joinRef.isNull() ? join.frame().ref() : joinRef;
    this.id = session.sessionContext().topics().nextMembership();
    this.cursor = session.outlet().open(id, this::lagged);
  }

  /// Asks the topic to be watched, in place of `replaced`. The answer comes later, on the loop.
  static Spectating join(Session session, PendingJoin join, Optional<TopicChannel> replaced) {
    Spectating begun = new Spectating(session, join, replaced);
    begun.watching =
        session.sessionContext().topics().watch(join.topic(), begun.id, begun.visitor(), begun);
    return begun;
  }

  /// A read token passes bans and locks.
  private Optional<Visitor> visitor() {
    return join.readToken().isPresent()
        ? Optional.empty()
        : Optional.of(new Visitor(join.member(), join.accountRank(), session.address()));
  }

  /// Whether the read token that lets the client watch has ended.
  boolean isOver() {
    ReadTokens tokens = session.sessionContext().identities().readTokens();
    return join.readToken().filter(token -> !tokens.isGood(token)).isPresent();
  }

  /// Ends the watching, because the read token has ended.
  void endWithToken() {
    end(Refusal.of(Reason.TOKEN_EXPIRED));
  }

  @Override
  public TopicName topic() {
    return join.topic();
  }

  @Override
  public MemberId member() {
    return join.member();
  }

  @Override
  public boolean isBusy() {
    return phase == Phase.JOINING;
  }

  @Override
  public boolean isFor(Ref ref) {
    return ref.isNull() || ref.equals(join.frame().joinRef());
  }

  @Override
  public void watching(Feed.Start start, long after) {
    Feed.PresenceState presence = start.feed().presence(id);
    cursor.at(after, () -> joined(start, presence, after));
  }

  @Override
  public void resynced(Feed.Start start, long after) {
    Feed.PresenceState presence = start.feed().presence(id);
    cursor.at(after, () -> resume(start, presence, after));
  }

  @Override
  public void refused(Refusal refusal) {
    cursor.at(0, () -> refuseJoin(refusal));
  }

  @Override
  public void ended(Refusal why, long after) {
    cursor.at(after, () -> end(why));
  }

  private void joined(Feed.Start start, Feed.PresenceState presence, long after) {
    if (phase != Phase.JOINING) {
      return;
    }
    byte[] response =
        StartWriter.forSpectator(start).response(join.request(), after, System.currentTimeMillis());
    session.drew(response.length);
    write(
        ServerFrames.reply(
            join.frame().joinRef(), join.frame().ref(), topic().value(), "ok", response));
    replaced.ifPresent(TopicChannel::endReplaced);
    stream(start, presence, after);
    session.done(1);
  }

  private void stream(Feed.Start start, Feed.PresenceState presence, long after) {
    phase = Phase.WATCHING;
    session.drew(presence.state().length);
    push("presence_state", presence.state());
    presence.summary().ifPresent(summary -> push("presence_summary", summary));
    cursor.follow(start.feed(), after, start.snapshot().seq());
  }

  private void refuseJoin(Refusal refusal) {
    if (phase == Phase.JOINING) {
      session.refuseJoin(join.frame(), refusal);
      replaced.ifPresent(TopicChannel::endReplaced);
      finish();
      session.ended(this);
      session.done(1);
    }
  }

  private void lagged(long seq) {
    if (phase == Phase.WATCHING) {
      phase = Phase.LAGGED;
      lostSeq = seq;
      Objects.requireNonNull(watching).resync();
    }
  }

  private void resume(Feed.Start start, Feed.PresenceState presence, long after) {
    if (phase == Phase.LAGGED) {
      long seq = start.snapshot().seq();
      if (seq > lostSeq) {
        byte[] payload =
            StartWriter.forSpectator(start).lagged(lostSeq + 1, seq, System.currentTimeMillis());
        session.drew(payload.length);
        push("lagged", payload);
      }
      stream(start, presence, after);
    }
  }

  /// Shows a spectator what it asked for.
  void look(Ref ref, Command.Read read) {
    session.begun();
    session
        .sessionContext()
        .topics()
        .send(topic(), ANYBODY, read)
        .whenComplete((outcome, _) ->
            session
                .outlet()
                .post(() -> {
                  answer(ref, Optional.ofNullable(outcome));
                  session.done(1);
                }));
  }

  private void answer(Ref ref, Optional<Outcome> outcome) {
    if (phase == Phase.WATCHING || phase == Phase.LAGGED) {
      reply(
          ref,
          ReplyWriter.of(topic(), outcome.orElseGet(() -> Outcome.refused(Reason.UNAVAILABLE))));
    }
  }

  /// No refusal here is based on an event.
  @Override
  public void refuse(Ref ref, Refusal refusal) {
    refuseNow(ref, refusal);
  }

  @Override
  public void refuseNow(Ref ref, Refusal refusal) {
    session.sessionContext().traffic().refused(refusal.reason());
    reply(ref, ReplyWriter.refused(refusal));
  }

  /// Nothing in the topic depends on a spectator's rank.
  @Override
  public void renewed(Ref ref, Identity now) {
    isWarned = false;
    reply(ref, ReplyWriter.OK);
  }

  @Override
  public void expiring(long at) {
    if (!isWarned && phase == Phase.WATCHING) {
      isWarned = true;
      push("token_expiring", PeopleWriter.tokenExpiring(at));
    }
  }

  @Override
  public void alive() {}

  @Override
  public void leave(Ref ref) {
    reply(ref, ReplyWriter.OK);
    write(ServerFrames.close(join.frame().joinRef(), topic().value(), NOTHING));
    finish();
    session.ended(this);
  }

  @Override
  public void stopForNewer() {
    finish();
    phase = Phase.REPLACED;
  }

  @Override
  public void endReplaced() {
    if (phase == Phase.REPLACED) {
      write(ServerFrames.close(join.frame().joinRef(), topic().value(), NOTHING));
      phase = Phase.OVER;
    }
  }

  @Override
  public void lost() {
    if (phase == Phase.JOINING) {
      replaced.ifPresent(TopicChannel::lost);
    }
    finish();
  }

  private void end(Refusal why) {
    if (phase == Phase.WATCHING || phase == Phase.LAGGED) {
      Ref joinRef = join.frame().joinRef();
      byte[] payload = ReplyWriter.refused(why).response();
      write(
          why.isForGood()
              ? ServerFrames.close(joinRef, topic().value(), payload)
              : ServerFrames.error(joinRef, topic().value(), payload));
      session.ended(this);
      finish();
    }
  }

  private void finish() {
    phase = Phase.OVER;
    cursor.stop();
    if (watching != null) {
      watching.stop();
    }
  }

  private void push(String event, byte[] payload) {
    write(ServerFrames.push(pushRef, topic().value(), event, payload));
  }

  private void reply(Ref ref, ReplyWriter.Reply reply) {
    if (!ref.isNull()) {
      write(ServerFrames.reply(pushRef, ref, topic().value(), reply.status(), reply.response()));
    }
  }

  private void write(byte[] frame) {
    session.outlet().write(frame);
  }
}
