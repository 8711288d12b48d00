package hubbub.session;

import hubbub.fanout.Cursor;
import hubbub.identity.Identity;
import hubbub.protocol.JoinReplyWriter;
import hubbub.protocol.PeopleWriter;
import hubbub.protocol.PrivateWriter;
import hubbub.protocol.ReplyWriter;
import hubbub.session.guard.Guard;
import hubbub.topic.Command;
import hubbub.topic.Ending;
import hubbub.topic.Event;
import hubbub.topic.MemberId;
import hubbub.topic.MembershipId;
import hubbub.topic.Moderation;
import hubbub.topic.Outcome;
import hubbub.topic.Reason;
import hubbub.topic.Refusal;
import hubbub.topic.Standing;
import hubbub.topic.TopicName;
import hubbub.topic.port.Feed;
import hubbub.topic.port.Subscriber.Entered;
import hubbub.topic.port.Topics;
import hubbub.wire.Ref;
import hubbub.wire.ServerFrames;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One topic joined on one connection: sends the client's commands to the topic, and writes what
/// comes back. Confined to the connection's loop, to which its [LoopSubscriber] passes the
/// replica's calls; only changes of [#standing] come from the replica's thread.
final class Membership implements TopicChannel {
  private final Session session;
  private final PendingReplies replies;

  /// Parsed from the client's frame; after the join, the instance that all members share.
  private TopicName topic;

  private final MemberId member;
  private final Ref joinRef;
  private final Ref pushRef;
  private State state;

  /// The way to the topic's events, and the way to the topic: made anew with each try to join.
  private @Nullable Cursor cursor;

  private Topics.@Nullable Attachment attachment;
  private boolean isWaitingForStore;
  private boolean isChallenged;
  private boolean isWarned;

  /// The number of the command that last told the topic the rank that the client's token gives; 0:
  /// none has. If it was refused, it has to be told again.
  private long rankTold;

  private boolean isRankRefused;
  private final MemberStanding standing;

  private Membership(Session session, PendingJoin join, Optional<TopicChannel> replaced) {
    Ref ref = join.frame().joinRef();
    this.session = session;
    this.replies = new PendingReplies(session);
    this.topic = join.topic();
    this.member = join.member();
    this.joinRef = ref;
    this.pushRef = ref.isNull() ? join.frame().ref() : ref;
    this.standing =
        new MemberStanding(
            new Standing(join.accountRank(), 0), () -> state.log().map(Feed::snapshot));
    this.state = new State.Joining(join, replaced);
  }

  /// Asks the topic for a membership, to take the place of `replaced`. The answer comes later, on
  /// the loop.
  static Membership join(Session session, PendingJoin join, Optional<TopicChannel> replaced) {
    Membership begun = new Membership(session, join, replaced);
    begun.ask(join);
    return begun;
  }

  private void ask(PendingJoin join) {
    Topics topics = session.sessionContext().topics();
    MembershipId id = topics.nextMembership();
    Cursor now = session.outlet().open(id, this::lagged);
    cursor = now; // before the join, whose answer needs it
    LoopSubscriber subscriber = new LoopSubscriber(this, id, now, session.outlet());
    Guard guard = session.sessionContext().guard();
    long nowNanos = System.nanoTime();
    Command.Join command =
        join.command(
            session.address(),
            guard.knownMillis(member, nowNanos),
            guard.presentMillis(topic, member, nowNanos));
    attachment = topics.join(topic, id, command, subscriber);
  }

  private Cursor cursor() {
    return Objects.requireNonNull(cursor);
  }

  private Topics.Attachment attachment() {
    return Objects.requireNonNull(attachment);
  }

  @Override
  public TopicName topic() {
    return topic;
  }

  @Override
  public MemberId member() {
    return member;
  }

  /// Whether frames for this topic have to wait.
  @Override
  public boolean isBusy() {
    return isWaitingForStore || state.isBusy();
  }

  /// From now on, a command of this membership waits for the store, or none does.
  void waitsForStore(boolean waits) {
    isWaitingForStore = waits;
  }

  /// Whether a frame with that join_ref is for this membership; a null join_ref always is.
  @Override
  public boolean isFor(Ref ref) {
    return ref.isNull() || ref.equals(joinRef);
  }

  /// What this node knows of the member's standing in the topic.
  MemberStanding standing() {
    return standing;
  }

  /// Sends a command to the topic; its reply goes to `ref`.
  void send(Ref ref, Command command) {
    attachment().send(replies.toSend(ref), command);
  }

  /// Refuses a command without asking the topic. The reply is written after every event that the
  /// refusal was based on.
  @Override
  public void refuse(Ref ref, Refusal refusal) {
    long seq = state.log().map(feed -> feed.snapshot().seq()).orElse(0L);
    refuse(replies.toRefuse(ref), refusal, seq);
  }

  /// The snapshot is published just before its event is appended to the log. In between, this tries
  /// again.
  private void refuse(long number, Refusal refusal, long seq) {
    long after = state.log().map(Feed::head).orElse(0L);
    if (state.isTold(seq, after)) {
      cursor().at(after, () -> answered(number, new Outcome.Refused(refusal)));
    } else {
      cursor().at(after, () -> refuse(number, refusal, seq));
    }
  }

  /// Refuses a command at once, whatever the membership waits for. The refusal must not follow from
  /// an event.
  @Override
  public void refuseNow(Ref ref, Refusal refusal) {
    reply(ref, new Outcome.Refused(refusal));
  }

  /// Writes the reply to a command; if the member is lagged, after its resync.
  void answered(long number, Outcome outcome) {
    if (number == rankTold) {
      isRankRefused = outcome instanceof Outcome.Refused;
    }
    if (state instanceof State.Lagged lagged) {
      lagged.steps().add(() -> reply(number, outcome));
    } else {
      reply(number, outcome);
    }
  }

  private void reply(long number, Outcome outcome) {
    replies
        .take(number)
        .ifPresent(ref -> {
          reply(ref, outcome);
          session.done(1);
        });
  }

  private void reply(Ref ref, Outcome outcome) {
    if (outcome instanceof Outcome.Refused refused) {
      session.sessionContext().traffic().refused(refused.refusal().reason());
    }
    reply(ref, ReplyWriter.of(topic, outcome));
  }

  /// Answers a command that the topic is not asked about.
  void answer(Ref ref, ReplyWriter.Reply reply) {
    reply(ref, reply);
  }

  private void reply(Ref ref, ReplyWriter.Reply reply) {
    if (!ref.isNull()) {
      write(ServerFrames.reply(pushRef, ref, topic.value(), reply.status(), reply.response()));
    }
  }

  /// The topic has let the member in, at place `after` of its log.
  void joined(Entered entered, Feed.PresenceState presence, long after) {
    if (state instanceof State.Joining joining) {
      standing.begins();
      session.sessionContext().guard().entered(topic, member, System.nanoTime());
      byte[] response = drawn(joining.join().response(entered, after));
      Ref ref = joining.join().frame().ref();
      write(ServerFrames.reply(joinRef, ref, topic.value(), "ok", response));
      joining.replaced().ifPresent(TopicChannel::endReplaced);
      stream(entered, presence, after);
      if (session.identity().rankIn(topic) != joining.join().accountRank()) {
        renewed(Ref.NULL, session.identity()); // while this was still joining
      }
      session.done(1);
    }
  }

  /// The client has brought another token. Tells the topic which rank that gives; the reply goes to
  /// `ref`. A member that is still joining does so once it has joined.
  @Override
  public void renewed(Ref ref, Identity now) {
    isWarned = false;
    tellRank(ref, now);
  }

  private void tellRank(Ref ref, Identity now) {
    if (state.log().isPresent()) {
      isRankRefused = false;
      rankTold = replies.toSend(ref);
      attachment().send(rankTold, new Command.ChangeAccountRank(now.rankIn(topic)));
    }
  }

  /// Whether the topic could not take the rank that the client's token gives.
  boolean isRankRefused() {
    return isRankRefused;
  }

  /// Tells the topic that rank again.
  void tellRankAgain() {
    tellRank(Ref.NULL, session.identity());
  }

  /// The client's token ends at `at`, and it has been warned only if this was called before.
  @Override
  public void expiring(long at) {
    if (!isWarned && state.log().isPresent()) {
      isWarned = true;
      push("token_expiring", PeopleWriter.tokenExpiring(at));
    }
  }

  private void stream(Entered entered, Feed.PresenceState presence, long after) {
    topic = entered.snapshot().topic();
    state = new State.Joined(entered.feed(), entered.snapshot().seq());
    push("presence_state", drawn(presence.state()));
    presence.summary().ifPresent(summary -> push("presence_summary", summary));
    entered.moderation().ifPresent(this::pushModeration);
    entered.warning().ifPresent(its -> push(new Event.Warned(member, its, true)));
    cursor().follow(entered.feed(), after, entered.snapshot().seq());
  }

  /// The topic has refused the join. If the server chose the nick, tries another one.
  void refused(Refusal refusal) {
    if (!(state instanceof State.Joining joining)) {
      return;
    }
    Optional<PendingJoin> longer =
        refusal.reason() == Reason.NICK_TAKEN
            ? session.withLongerNick(joining.join())
            : Optional.empty();
    if (longer.isPresent()) {
      state = new State.Joining(longer.get(), joining.replaced());
      ask(longer.get());
      return;
    }
    session.refuseJoin(joining.join().frame(), refusal);
    joining.replaced().ifPresent(TopicChannel::endReplaced);
    finish();
    session.ended(this);
    session.done(1);
  }

  /// The member has become a moderator. A lagged one gets the moderation state from its resync
  /// instead.
  void moderates(Moderation moderation) {
    if (state instanceof State.Joined) {
      pushModeration(moderation);
    }
  }

  private void pushModeration(Moderation moderation) {
    push("moderation_state", PeopleWriter.moderation(moderation));
  }

  /// The member is told of something that not everybody is told of; if it is lagged, after its
  /// resync.
  void told(Event.Private event) {
    switch (state) {
      case State.Joined _ -> push(event);
      case State.Lagged lagged -> lagged.steps().add(() -> push(event));
      case State.Joining _, State.Leaving _, State.Replaced _, State.Over _ -> {}
    }
  }

  private void push(Event.Private event) {
    push(PrivateWriter.word(event), PrivateWriter.payload(event));
  }

  /// The topic wants the client to prove that it is there.
  void challenged() {
    isChallenged = true;
    session.challenge();
  }

  /// The client has shown a sign of life, which answers a challenge.
  @Override
  public void alive() {
    if (isChallenged) {
      isChallenged = false;
      attachment().prove();
    }
  }

  private void lagged(long seq) {
    if (state instanceof State.Joined joined) {
      state = new State.Lagged(joined.feed(), seq, new ArrayList<>());
      attachment().resync();
    }
  }

  /// Follows the log again, from place `after`, and tells the client what it missed.
  void resume(Entered entered, Feed.PresenceState presence, long after) {
    if (state instanceof State.Lagged lagged) {
      long seq = entered.snapshot().seq();
      if (seq > lagged.seq()) {
        JoinReplyWriter reply =
            new JoinReplyWriter(entered, PendingJoin.own(session.identity(), Optional.empty()));
        push("lagged", drawn(reply.lagged(lagged.seq() + 1, seq, System.currentTimeMillis())));
      }
      stream(entered, presence, after);
      lagged.steps().forEach(Runnable::run);
    }
  }

  /// Ends the membership because the client wants so; the reply goes to `ref`.
  @Override
  public void leave(Ref ref) {
    List<Runnable> steps = state.parked();
    state = new State.Leaving(ref);
    steps.forEach(Runnable::run);
    attachment().leave(Command.How.LEFT);
  }

  /// Ends the membership because the connection is gone. If it is still joining, the membership
  /// that it was about to replace ends too. If the node is stopping, a membership that the client
  /// knows of stays in its topic.
  @Override
  public void lost() {
    switch (state) {
      case State.Joining joining -> {
        joining.replaced().ifPresent(TopicChannel::lost);
        finish();
        attachment().leave(Command.How.LOST);
      }
      case State.Joined _, State.Lagged _, State.Leaving _, State.Replaced _ -> {
        finish();
        if (session.sessionContext().draining().isOn()) {
          attachment().detach();
        } else {
          attachment().leave(Command.How.LOST);
        }
      }
      case State.Over _ -> {}
    }
  }

  /// Stops streaming, because a newer join on the same connection takes over. Once that is
  /// answered, [#endReplaced] ends this membership.
  @Override
  public void stopForNewer() {
    cursor().stop();
    replies.forget();
    state = new State.Replaced();
  }

  /// Ends the membership, if a newer join has taken over.
  @Override
  public void endReplaced() {
    if (state instanceof State.Replaced) {
      attachment().leave(Command.How.REPLACED);
      byte[] payload = ReplyWriter.ending(new Ending.Replaced(), member);
      write(ServerFrames.close(joinRef, topic.value(), payload));
      finish();
    }
  }

  /// The topic has ended the membership.
  void ended(Ending ending) {
    if (state instanceof State.Over || state instanceof State.Replaced) {
      return;
    }
    if (state instanceof State.Joining joining) {
      joining.replaced().ifPresent(TopicChannel::endReplaced);
    }
    if (state instanceof State.Leaving leaving) {
      reply(leaving.ref(), ReplyWriter.OK);
    }
    state.parked().forEach(Runnable::run);
    byte[] payload = ReplyWriter.ending(ending, member);
    write(
        ending instanceof Ending.Crashed
            ? ServerFrames.error(joinRef, topic.value(), payload)
            : ServerFrames.close(joinRef, topic.value(), payload));
    session.ended(this); // before finish() releases waiting frames, or they would come here
    finish();
  }

  private void finish() {
    cursor().stop();
    replies.forget();
    state = new State.Over();
  }

  private byte[] drawn(byte[] payload) {
    session.drew(payload.length);
    return payload;
  }

  private void push(String event, byte[] payload) {
    write(ServerFrames.push(pushRef, topic.value(), event, payload));
  }

  private void write(byte[] frame) {
    session.outlet().write(frame);
  }
}
