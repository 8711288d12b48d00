package hubbub.session;

import static java.util.stream.Collectors.toUnmodifiableList;

import hubbub.fanout.Outlet;
import hubbub.identity.Identity;
import hubbub.protocol.CommandReader;
import hubbub.protocol.Reading;
import hubbub.protocol.ReplyWriter;
import hubbub.session.guard.Reputation;
import hubbub.topic.AddressPrefix;
import hubbub.topic.Command;
import hubbub.topic.Reason;
import hubbub.topic.Refusal;
import hubbub.topic.TopicName;
import hubbub.topic.port.Subscriber;
import hubbub.wire.BadFrame;
import hubbub.wire.ClientFrame;
import hubbub.wire.CloseReason;
import hubbub.wire.Ref;
import hubbub.wire.ServerFrames;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What one connection has joined, and how many of its commands are under way. Confined to the
/// connection's loop.
///
/// A frame is handled at once unless it has to wait in the [Backlog]: behind an earlier frame for
/// its topic, for the reply to a join or leave of that topic, for the store to say whose account
/// the command before it is about, while 32 commands are under way, or while the connection moves
/// to another loop. Heartbeats never wait. A leave waits only for a join or leave of its own topic,
/// and for a move.
///
/// When the node stops, each session gets its turn to be drained: what is under way is answered,
/// and everything else but leaves is refused.
public final class Session {
  private static final String PHOENIX = "phoenix";
  private static final String LEAVE = "phx_leave";
  private static final int MAX_UNDER_WAY = 32;
  private static final Refusal SHUTTING_DOWN = Refusal.of(Reason.SHUTTING_DOWN);

  private final SessionContext sessionContext;
  private final Client client;
  private final Credentials credentials;
  private final Edge edge;
  private final MemberCommands commands;
  private final Outlet outlet;
  private final Challenger challenger;

  /// Usually a single one, so the list is copied on every change.
  private List<TopicChannel> memberships = List.of();

  private final Backlog backlog = new Backlog();
  private int underWay;
  private boolean isMoving;
  private boolean isClosed;
  private boolean isReleasing;
  private boolean isDrained;

  /// Runs once a drained session has answered everything.
  private @Nullable Runnable whenAnswered;

  /// Asks the client for a sign of life, which is to be reported to [#alive]. If none comes within
  /// `millis`, the connection is closed.
  @FunctionalInterface
  public interface Challenger {
    void challenge(long millis);
  }

  /// A session that has joined nothing yet; it answers `client` through `outlet`.
  public Session(
      SessionContext sessionContext, Client client, Outlet outlet, Challenger challenger) {
    this.sessionContext = sessionContext;
    this.client = client;
    this.credentials = new Credentials(client, sessionContext.identities());
    this.edge = new Edge(sessionContext, client, credentials);
    this.outlet = outlet;
    this.challenger = challenger;
    this.commands = new MemberCommands(this, edge);
  }

  /// Handles the frame in `text`, or queues it until its turn.
  ///
  /// @throws BadFrame if it is not one
  public void received(byte[] text) throws BadFrame {
    ClientFrame frame = client.serializer().decode(text, 0, text.length);
    boolean isLeave = frame.event().equals(LEAVE);
    if (frame.topic().equals(PHOENIX)) {
      phoenix(frame);
    } else if (mustWait(frame.topic(), isLeave) || isBehind(frame.topic(), isLeave)) {
      backlog.add(new Backlog.WaitingFrame(frame.topic(), isLeave, text));
      outlet.pauseReading(backlog.isTooMuch());
    } else {
      handle(frame);
    }
  }

  private void phoenix(ClientFrame frame) {
    if (frame.event().equals("heartbeat")) {
      outlet.write(ServerFrames.heartbeatReply(frame.ref()));
    } else {
      unmatched(frame);
    }
  }

  private boolean mustWait(String topic, boolean isLeave) {
    if (isMoving) {
      return true;
    }
    TopicChannel membership = find(topic);
    boolean isBusy = membership != null && membership.isBusy();
    return isLeave ? isBusy : !isDrained && (isBusy || !hasRoom());
  }

  private boolean hasRoom() {
    return underWay < MAX_UNDER_WAY || isDrained;
  }

  private boolean isBehind(String topic, boolean isLeave) {
    return !isLeave && backlog.has(topic);
  }

  private void handle(Backlog.WaitingFrame waiting) {
    try {
      handle(client.serializer().decode(waiting.text(), 0, waiting.text().length));
    } catch (BadFrame e) {
      throw new IllegalStateException("decoded once, but not again", e);
    }
  }

  /// Handles the frames that no longer have to wait.
  private void release() {
    if (!isReleasing && !backlog.isEmpty()) {
      isReleasing = true;
      backlog.release(
          this::hasRoom, waiting -> mustWait(waiting.topic(), waiting.isLeave()), this::handle);
      isReleasing = false;
      outlet.pauseReading(backlog.isTooMuch());
    }
    reportAnswered();
  }

  /// A leave under way is not counted as a command, but its topic is busy with it. What is in the
  /// backlog of a drained session waits for a busy topic, or for a move.
  private void reportAnswered() {
    Runnable report = whenAnswered;
    boolean isAnswered = underWay == 0 && !isMoving;
    if (report != null && isAnswered && memberships.stream().noneMatch(TopicChannel::isBusy)) {
      whenAnswered = null;
      report.run();
    }
  }

  private @Nullable TopicChannel find(String topic) {
    for (TopicChannel membership : memberships) {
      if (membership.topic().value().equals(topic)) {
        return membership;
      }
    }
    return null;
  }

  private void handle(ClientFrame frame) {
    TopicChannel membership = find(frame.topic());
    switch (frame.event()) {
      case "phx_join" -> join(frame, Optional.ofNullable(membership));
      case LEAVE -> leave(frame, membership);
      default -> command(frame, membership);
    }
  }

  private void join(ClientFrame frame, Optional<TopicChannel> replaced) {
    Optional<TopicName> topic = sessionContext.topicNamed(frame.topic());
    if (topic.isEmpty()) {
      unmatched(frame);
      return;
    }
    if (sessionContext.draining().isOn()) {
      refuseJoin(frame, SHUTTING_DOWN);
    } else if (memberships.isEmpty() && sessionContext.isSmall(topic.get())) {
      isMoving = true;
      outlet.move(sessionContext.topics().homeOf(topic.get()), () -> moved(frame, topic.get()));
    } else {
      join(frame, topic.get(), replaced);
    }
  }

  private void moved(ClientFrame frame, TopicName topic) {
    isMoving = false;
    if (!isClosed) { // a closed connection would never leave what it joins now
      join(frame, topic, Optional.empty());
      release();
    }
  }

  private void join(ClientFrame frame, TopicName topic, Optional<TopicChannel> replaced) {
    replaced.ifPresent(this::replace);
    switch (edge.join(frame, topic, memberships.size())) {
      case Reading.Valid<PendingJoin>(PendingJoin join) -> join(join, replaced);
      case Reading.Refused<PendingJoin>(Refusal refusal) -> {
        refuseJoin(frame, refusal);
        replaced.ifPresent(TopicChannel::endReplaced);
      }
    }
  }

  private void replace(TopicChannel membership) {
    membership.stopForNewer();
    ended(membership);
  }

  private void join(PendingJoin join, Optional<TopicChannel> replaced) {
    underWay++;
    sessionContext.traffic().memberships(1);
    Stream<TopicChannel> newest =
        Stream.of(
            join.isToSpectate()
                ? Spectating.join(this, join, replaced)
                : Membership.join(this, join, replaced));
    memberships = Stream.concat(memberships.stream(), newest).collect(toUnmodifiableList());
  }

  private void leave(ClientFrame frame, @Nullable TopicChannel membership) {
    if (membership == null) {
      reply(frame, frame.joinRef(), ReplyWriter.OK);
    } else if (membership.isFor(frame.joinRef())) {
      membership.leave(frame.ref());
    }
  }

  private void command(ClientFrame frame, @Nullable TopicChannel channel) {
    if (channel == null) {
      unmatched(frame);
    } else if (!channel.isFor(frame.joinRef())) {
      return;
    } else if (isDrained) {
      channel.refuseNow(frame.ref(), SHUTTING_DOWN);
    } else if (frame.event().equals(CommandReader.REFRESH)) {
      refresh(frame, channel);
    } else {
      switch (channel) {
        case Membership membership when frame.event().equals(CommandReader.WHY) ->
            why(frame, membership);
        case Membership membership -> commands.carryOut(frame, membership);
        case Spectating spectating -> look(frame, spectating);
      }
    }
  }

  private void why(ClientFrame frame, Membership membership) {
    switch (edge.why(frame, membership)) {
      case Reading.Valid<Reputation>(Reputation its) ->
          membership.answer(
              frame.ref(),
              ReputationWriter.reply(its, System.currentTimeMillis(), System.nanoTime()));
      case Reading.Refused<Reputation>(Refusal refusal) -> membership.refuse(frame.ref(), refusal);
    }
  }

  private void look(ClientFrame frame, Spectating spectating) {
    switch (edge.look(frame, spectating)) {
      case Reading.Valid<Command.Read>(Command.Read read) -> spectating.look(frame.ref(), read);
      case Reading.Refused<Command.Read>(Refusal refusal) ->
          spectating.refuseNow(frame.ref(), refusal);
    }
  }

  /// Goes on with another token of the same user, whose ranks count at once.
  private void refresh(ClientFrame frame, TopicChannel from) {
    switch (edge.refresh(frame, from)) {
      case Reading.Valid<Identity>(Identity now) -> {
        for (TopicChannel each : memberships) {
          each.renewed(each.equals(from) ? frame.ref() : Ref.NULL, now);
        }
      }
      case Reading.Refused<Identity>(Refusal refusal) -> from.refuse(frame.ref(), refusal);
    }
  }

  /// Warns a client that has joined something that its token is about to end, ends what it watches
  /// by a read token that has ended, and tells its rank again to topics that could not take it; to
  /// be called about once a second. Returns why the connection must be closed; empty if it need not
  /// be.
  public Optional<CloseReason> check() {
    if (memberships.isEmpty()) {
      return Optional.empty();
    }
    if (credentials.areOver()
        || memberships.stream().anyMatch(it -> credentials.exclude(it.member()))) {
      return Optional.of(CloseReason.TOKEN_OVER);
    }
    for (TopicChannel each : memberships) {
      if (each instanceof Spectating watching && watching.isOver()) {
        outlet.post(watching::endWithToken);
      } else if (each instanceof Membership membership && membership.isRankRefused()) {
        outlet.post(membership::tellRankAgain);
      }
    }
    if (credentials.areEnding()) {
      long at = credentials.identity().endsAt();
      outlet.post(() -> memberships.forEach(membership -> membership.expiring(at)));
    }
    return Optional.empty();
  }

  private void unmatched(ClientFrame frame) {
    sessionContext.traffic().refused(Reason.UNMATCHED_TOPIC);
    reply(frame, Ref.NULL, ReplyWriter.refused(Refusal.of(Reason.UNMATCHED_TOPIC)));
  }

  /// Answers a join with an error. After a permanent refusal it also sends `phx_close`, so that the
  /// client stops retrying.
  void refuseJoin(ClientFrame frame, Refusal refusal) {
    sessionContext.traffic().refused(refusal.reason());
    ReplyWriter.Reply reply = ReplyWriter.refused(refusal);
    reply(frame, frame.joinRef(), reply);
    if (refusal.isForGood()) {
      outlet.write(ServerFrames.close(frame.joinRef(), frame.topic(), reply.response()));
    }
  }

  private void reply(ClientFrame frame, Ref joinRef, ReplyWriter.Reply reply) {
    outlet.write(
        ServerFrames.reply(joinRef, frame.ref(), frame.topic(), reply.status(), reply.response()));
  }

  /// How many bytes of the client's frames wait for their turn.
  public int waitingBytes() {
    return backlog.bytes();
  }

  /// Refuses everything but leaves from now on, because the node is stopping, and runs
  /// `whenAnswered` once all that was under way is answered. Joins are refused already.
  public void drain(Runnable whenAnswered) {
    isDrained = true;
    this.whenAnswered = whenAnswered;
    release();
  }

  /// The client has answered a challenge.
  public void alive() {
    memberships.forEach(TopicChannel::alive);
  }

  /// Ends all memberships as lost: the connection is gone. If the node is stopping, they stay in
  /// their topics.
  public void closed() {
    isClosed = true;
    whenAnswered = null;
    backlog.clear();
    List<TopicChannel> all = memberships;
    memberships = List.of();
    all.forEach(TopicChannel::lost);
    sessionContext.traffic().memberships(-all.size());
  }

  /// Forgets a membership that has ended.
  void ended(TopicChannel membership) {
    if (memberships.contains(membership)) {
      memberships =
          memberships.stream()
              .filter(other -> !other.equals(membership))
              .collect(toUnmodifiableList());
      sessionContext.traffic().memberships(-1);
      release();
    }
  }

  /// Counts one more command under way.
  void begun() {
    underWay++;
  }

  /// Counts `commands` as no longer under way: answered, or never to be.
  void done(int commands) {
    underWay -= commands;
    release();
  }

  /// Counts `bytes` that the client was sent because it joined, or because it lagged behind.
  void drew(int bytes) {
    edge.drew(bytes);
  }

  /// A join whose nick is taken, under a longer one; empty if there is none.
  Optional<PendingJoin> withLongerNick(PendingJoin join) {
    return edge.withLongerNick(join);
  }

  /// Who the connection speaks for now.
  Identity identity() {
    return credentials.identity();
  }

  Optional<AddressPrefix> address() {
    return client.address();
  }

  /// Asks the client for a sign of life.
  void challenge() {
    challenger.challenge(Subscriber.SILENCE_MILLIS);
  }

  /// Whether that membership has not ended.
  boolean has(Membership membership) {
    return memberships.contains(membership);
  }

  SessionContext sessionContext() {
    return sessionContext;
  }

  Outlet outlet() {
    return outlet;
  }
}
