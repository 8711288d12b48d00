package hubbub.session;

import hubbub.fanout.Cursor;
import hubbub.topic.Command;
import hubbub.topic.Ending;
import hubbub.topic.KindSettings;
import hubbub.topic.MemberId;
import hubbub.topic.MembershipId;
import hubbub.topic.Moderation;
import hubbub.topic.Outcome;
import hubbub.topic.Refusal;
import hubbub.topic.SpeechRestrictions;
import hubbub.topic.Standing;
import hubbub.topic.TopicName;
import hubbub.topic.port.Feed;
import hubbub.topic.port.Subscriber;
import hubbub.topic.port.Topics.Attachment;
import hubbub.wire.Ref;
import hubbub.wire.ServerFrames;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One topic joined on one connection. Confined to the connection's loop, except for the
/// [Subscriber] methods, which the replica's thread calls. A new [Standing] takes effect at once;
/// everything else is passed to the loop, after all that it follows from.
final class Membership implements Subscriber {
  private final Session session;
  private final PendingReplies asked;

  /// Parsed from the client's frame; after the join, the instance that all members share.
  private TopicName topic;

  private final MemberId member;
  private final Ref joinRef;
  private final Ref pushRef;
  private MembershipId id;
  private Cursor cursor;
  private Attachment attachment;
  private State state;
  private boolean isChallenged;
  private volatile Standing standing;

  /// Asks the topic for the membership in `joiner`. The answer comes later, on the loop.
  Membership(Session session, PendingJoin joiner, Optional<Membership> replaced) {
    Ref ref = joiner.frame().joinRef();
    this.session = session;
    this.asked = new PendingReplies(session);
    this.topic = joiner.topic();
    this.member = joiner.member();
    this.joinRef = ref;
    this.pushRef = ref.isNull() ? joiner.frame().ref() : ref;
    this.standing = new Standing(joiner.accountRank(), 0);
    this.state = new State.Joining(joiner, replaced);
    this.id = session.sessionContext().topics().nextMembership();
    this.cursor = session.outlet().open(id, this::lagged);
    this.attachment =
        session.sessionContext().topics().join(topic, id, joiner.command(session.address()), this);
  }

  private void joinAgain(PendingJoin joiner, Optional<Membership> replaced) {
    state = new State.Joining(joiner, replaced);
    id = session.sessionContext().topics().nextMembership();
    cursor = session.outlet().open(id, this::lagged);
    attachment =
        session.sessionContext().topics().join(topic, id, joiner.command(session.address()), this);
  }

  TopicName topic() {
    return topic;
  }

  MemberId member() {
    return member;
  }

  /// Whether frames for this topic have to wait.
  boolean isBusy() {
    return state.isBusy();
  }

  /// Whether a frame with that join_ref is for this membership; a null join_ref always is.
  boolean isFor(Ref ref) {
    return ref.isNull() || ref.equals(joinRef);
  }

  /// Sends a command to the topic; its reply goes to `ref`.
  void send(Ref ref, Command command) {
    attachment.send(asked.toSend(ref), command);
  }

  /// Refuses a command without asking the topic. The reply is written after every event that the
  /// refusal was based on.
  void refuse(Ref ref, Refusal refusal) {
    long seq = state.log().map(feed -> feed.snapshot().seq()).orElse(0L);
    refuse(asked.toRefuse(ref), refusal, seq);
  }

  /// The snapshot is published just before its event is appended to the log. In between, this tries
  /// again.
  private void refuse(long which, Refusal refusal, long seq) {
    long after = state.log().map(Feed::head).orElse(0L);
    if (state.isTold(seq, after)) {
      answered(which, new Outcome.Refused(refusal), after);
    } else {
      cursor.at(after, () -> refuse(which, refusal, seq));
    }
  }

  /// What keeps this member from speaking, as far as this node knows; empty if it follows no log.
  Optional<SpeechRestrictions> voice(KindSettings settings) {
    return state
        .log()
        .map(Feed::snapshot)
        .map(topic -> SpeechRestrictions.of(standing, topic.quiet(), topic.slow(), settings));
  }

  private void reply(Ref ref, Replies.Reply reply) {
    if (!ref.isNull()) {
      write(ServerFrames.reply(pushRef, ref, topic.value(), reply.status(), reply.response()));
    }
  }

  void leave(Ref ref) {
    List<Runnable> steps = state.parked();
    state = new State.Leaving(ref);
    steps.forEach(Runnable::run);
    attachment.leave(Command.How.LEFT);
  }

  /// Ends the membership because the connection is gone. If it is still joining, the membership
  /// that it was about to replace ends too.
  void lost() {
    if (state instanceof State.Joining joining) {
      joining.replaced().ifPresent(Membership::lost);
    }
    if (!(state instanceof State.Over)) {
      finish();
      attachment.leave(Command.How.LOST);
    }
  }

  /// Stops streaming, because a newer join on the same connection takes over.
  void yieldPlace() {
    cursor.stop();
    asked.forget();
    state = new State.Replaced();
  }

  /// Ends a membership that yielded its place: the newer join was answered.
  void replaced() {
    if (state instanceof State.Replaced) {
      attachment.leave(Command.How.REPLACED);
      write(ServerFrames.close(joinRef, topic.value(), Replies.EMPTY));
      finish();
    }
  }

  @Override
  public void joined(Entered entered, long after) {
    Feed.PresenceState presence = entered.feed().presence(id);
    standing = entered.standing();
    cursor.at(after, () -> begin(entered, presence, after));
  }

  private void begin(Entered entered, Feed.PresenceState presence, long after) {
    if (state instanceof State.Joining joining) {
      byte[] response = joining.joiner().response(entered, after);
      Ref ref = joining.joiner().frame().ref();
      write(ServerFrames.reply(joinRef, ref, topic.value(), "ok", response));
      joining.replaced().ifPresent(Membership::replaced);
      stream(entered, presence, after);
      session.done(1);
    }
  }

  private void stream(Entered entered, Feed.PresenceState presence, long after) {
    topic = entered.snapshot().topic();
    state = new State.Joined(entered.feed(), entered.snapshot().seq());
    push("presence_state", presence.state());
    presence.summary().ifPresent(summary -> push("presence_summary", summary));
    entered.moderation().ifPresent(this::tellModeration);
    cursor.follow(entered.feed(), after, entered.snapshot().seq());
  }

  @Override
  public void refused(Refusal refusal) {
    cursor.at(0, () -> refuse(refusal));
  }

  private void refuse(Refusal refusal) {
    if (!(state instanceof State.Joining joining)) {
      return;
    }
    if (joining.joiner().canTryAnotherNick(refusal.reason())) {
      joinAgain(joining.joiner().withAnotherNick(), joining.replaced());
      return;
    }
    session.refuseJoin(joining.joiner().frame(), refusal);
    joining.replaced().ifPresent(Membership::replaced);
    finish();
    session.ended(this);
    session.done(1);
  }

  @Override
  public void answered(long which, Outcome outcome, long after) {
    step(after, () -> answer(which, outcome));
  }

  private void answer(long which, Outcome outcome) {
    asked
        .take(which)
        .ifPresent(ref -> {
          if (outcome instanceof Outcome.Refused refused) {
            session.sessionContext().traffic().refused(refused.refusal().reason());
          }
          reply(ref, Replies.of(topic, outcome));
          session.done(1);
        });
  }

  @Override
  public void standing(Standing now) {
    standing = now;
  }

  /// A lagged member gets the moderation state from its resync instead.
  @Override
  public void moderates(Moderation moderation, long after) {
    cursor.at(
        after,
        () -> {
          if (state instanceof State.Joined) {
            tellModeration(moderation);
          }
        });
  }

  private void tellModeration(Moderation moderation) {
    push("moderation_state", PeopleJson.moderation(moderation));
  }

  @Override
  public void challenged() {
    session
        .outlet()
        .post(() -> {
          isChallenged = true;
          session.outlet().challenge(SILENCE_MILLIS);
        });
  }

  /// The client has shown a sign of life, which answers a challenge.
  void alive() {
    if (isChallenged) {
      isChallenged = false;
      attachment.prove();
    }
  }

  private void lagged(long seq) {
    if (state instanceof State.Joined joined) {
      state = new State.Lagged(joined.feed(), seq, new ArrayList<>());
      attachment.resync();
    }
  }

  @Override
  public void resynced(Entered entered, long after) {
    Feed.PresenceState presence = entered.feed().presence(id);
    cursor.at(after, () -> goOn(entered, presence, after));
  }

  private void goOn(Entered entered, Feed.PresenceState presence, long after) {
    if (state instanceof State.Lagged lagged) {
      long seq = entered.snapshot().seq();
      if (seq > lagged.seq()) {
        JoinReply reply = new JoinReply(entered, Optional.empty());
        push("lagged", reply.lagged(lagged.seq() + 1, seq));
      }
      stream(entered, presence, after);
      lagged.steps().forEach(Runnable::run);
    }
  }

  @Override
  public void ended(Ending ending, long after) {
    cursor.at(after, () -> end(ending));
  }

  private void end(Ending ending) {
    if (state instanceof State.Over || state instanceof State.Replaced) {
      return;
    }
    if (state instanceof State.Joining joining) {
      joining.replaced().ifPresent(Membership::replaced);
    }
    if (state instanceof State.Leaving leaving) {
      reply(leaving.ref(), Replies.OK);
    }
    state.parked().forEach(Runnable::run);
    byte[] payload = Replies.ending(ending, member.value());
    write(
        ending instanceof Ending.Crashed
            ? ServerFrames.error(joinRef, topic.value(), payload)
            : ServerFrames.close(joinRef, topic.value(), payload));
    session.ended(this); // before finish() releases waiting frames, or they would come here
    finish();
  }

  /// Runs `step` on the loop after every frame before `after`; if the member is lagged, after its
  /// resync.
  private void step(long after, Runnable step) {
    cursor.at(
        after,
        () -> {
          if (state instanceof State.Lagged lagged) {
            lagged.steps().add(step);
          } else {
            step.run();
          }
        });
  }

  private void finish() {
    cursor.stop();
    asked.forget();
    state = new State.Over();
  }

  private void push(String event, byte[] payload) {
    write(ServerFrames.push(pushRef, topic.value(), event, payload));
  }

  private void write(byte[] frame) {
    session.outlet().write(frame);
  }
}
