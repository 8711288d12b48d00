package hubbub.session;

import static java.util.stream.Collectors.toUnmodifiableList;

import hubbub.fanout.Outlet;
import hubbub.session.guard.Allowance;
import hubbub.session.guard.Arrival;
import hubbub.topic.AddressPrefix;
import hubbub.topic.Command;
import hubbub.topic.Reason;
import hubbub.topic.Refusal;
import hubbub.topic.SpeechRestrictions;
import hubbub.topic.TopicName;
import hubbub.topic.port.Subscriber;
import hubbub.wire.ClientFrame;
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
/// its topic, for the reply to a join or leave of that topic, while 32 commands are under way, or
/// while the connection moves to another loop. Heartbeats never wait. A leave waits only for a join
/// or leave of its own topic, and for a move.
public final class Session {
  private static final String PHOENIX = "phoenix";
  private static final int MAX_TOPICS = 100;
  private static final int MAX_UNDER_WAY = 32;

  private final SessionContext sessionContext;
  private final Client client;
  private final Outlet outlet;
  private final Challenger challenger;
  private final Allowance joins = new Allowance(System.nanoTime());

  /// Usually a single one, so the list is copied on every change.
  private List<Membership> memberships = List.of();

  private final Backlog backlog = new Backlog();
  private int underWay;
  private boolean isDraining;
  private boolean isMoving;
  private boolean isClosed;
  private boolean isReleasing;

  /// Asks the client for a sign of life, which is to be reported to [#alive]. If none comes within
  /// `millis`, the connection is closed.
  @FunctionalInterface
  public interface Challenger {
    void challenge(long millis);
  }

  public Session(
      SessionContext sessionContext, Client client, Outlet outlet, Challenger challenger) {
    this.sessionContext = sessionContext;
    this.client = client;
    this.outlet = outlet;
    this.challenger = challenger;
  }

  /// Handles a frame of `bytes` bytes, or queues it until its turn.
  public void received(ClientFrame frame, int bytes) {
    if (frame.topic().equals(PHOENIX)) {
      phoenix(frame);
    } else if (mustWait(frame) || isBehind(frame)) {
      backlog.add(frame, bytes);
      outlet.pauseReading(backlog.isTooMuch());
    } else {
      handle(frame);
    }
  }

  /// Refuses all joins from now on, because the server is about to stop.
  public void drain() {
    isDraining = true;
  }

  /// The client has answered a challenge.
  public void alive() {
    memberships.forEach(Membership::alive);
  }

  /// Ends all memberships as lost: the connection is gone.
  public void closed() {
    isClosed = true;
    backlog.clear();
    List<Membership> all = memberships;
    memberships = List.of();
    all.forEach(Membership::lost);
    sessionContext.traffic().memberships(-all.size());
  }

  private void phoenix(ClientFrame frame) {
    if (frame.event().equals("heartbeat")) {
      outlet.write(ServerFrames.heartbeatReply(frame.ref()));
    } else {
      unmatched(frame);
    }
  }

  private boolean mustWait(ClientFrame frame) {
    if (isMoving) {
      return true;
    }
    Membership membership = find(frame.topic());
    boolean isFull = underWay >= MAX_UNDER_WAY && !frame.event().equals("phx_leave");
    return isFull || (membership != null && membership.isBusy());
  }

  private boolean isBehind(ClientFrame frame) {
    return !frame.event().equals("phx_leave") && backlog.has(frame.topic());
  }

  private void handle(ClientFrame frame) {
    Membership membership = find(frame.topic());
    switch (frame.event()) {
      case "phx_join" -> join(frame, Optional.ofNullable(membership));
      case "phx_leave" -> leave(frame, membership);
      default -> command(frame, membership);
    }
  }

  private void join(ClientFrame frame, Optional<Membership> standing) {
    Optional<TopicName> topic = sessionContext.topicNamed(frame.topic());
    if (topic.isEmpty()) {
      unmatched(frame);
      return;
    }
    if (memberships.isEmpty() && sessionContext.isSmall(topic.get())) {
      isMoving = true;
      outlet.move(sessionContext.topics().homeOf(topic.get()), () -> settled(frame, topic.get()));
    } else {
      join(frame, topic.get(), standing);
    }
  }

  private void settled(ClientFrame frame, TopicName topic) {
    isMoving = false;
    if (!isClosed) { // a closed connection would never leave what it joins now
      join(frame, topic, Optional.empty());
      release();
    }
  }

  private void join(ClientFrame frame, TopicName topic, Optional<Membership> standing) {
    standing.ifPresent(this::replace);
    try {
      judgeJoin();
      PendingJoin joiner = PendingJoin.of(frame, topic, client.identity(), sessionContext.guests());
      allow(sessionContext.guard().judgeJoin(arrival(joiner)));
      join(joiner, standing);
    } catch (Commands.Refused e) {
      refuseJoin(frame, e.refusal());
      standing.ifPresent(Membership::replaced);
    }
  }

  private void judgeJoin() throws Commands.Refused {
    if (isDraining) {
      throw new Commands.Refused(Refusal.of(Reason.SHUTTING_DOWN));
    }
    if (memberships.size() >= MAX_TOPICS) {
      throw new Commands.Refused(Refusal.of(Reason.TOO_MANY_CHANNELS));
    }
    allow(sessionContext.guard().judgeJoin(joins, System.nanoTime()));
  }

  private Arrival arrival(PendingJoin joiner) {
    boolean isBirth = sessionContext.topics().snapshot(joiner.topic()).isEmpty();
    return new Arrival(
        joiner.topic(), joiner.member(), client.address(), isBirth, System.nanoTime());
  }

  private void replace(Membership old) {
    old.yieldPlace();
    ended(old);
  }

  private void join(PendingJoin joiner, Optional<Membership> replaced) {
    underWay++;
    sessionContext.traffic().memberships(1);
    Stream<Membership> newest = Stream.of(new Membership(this, joiner, replaced));
    memberships = Stream.concat(memberships.stream(), newest).collect(toUnmodifiableList());
  }

  private void leave(ClientFrame frame, @Nullable Membership membership) {
    if (membership == null) {
      reply(frame, frame.joinRef(), Replies.OK);
    } else if (membership.isFor(frame.joinRef())) {
      membership.leave(frame.ref());
    }
  }

  private void command(ClientFrame frame, @Nullable Membership membership) {
    if (membership == null) {
      unmatched(frame);
    } else if (membership.isFor(frame.joinRef())) {
      try {
        membership.send(frame.ref(), judged(frame, membership));
      } catch (Commands.Refused e) {
        membership.refuse(frame.ref(), e.refusal());
      }
    }
  }

  /// The command, if the guard lets it pass. Any event but `send` uses up the sender's command
  /// allowance, even if its payload is invalid.
  private Command judged(ClientFrame frame, Membership membership) throws Commands.Refused {
    if (!frame.event().equals("send")) {
      allow(sessionContext.guard().judge(membership.member(), client.address(), System.nanoTime()));
    }
    SessionContext.Kind kind = sessionContext.kindOf(membership.topic());
    Command command = Commands.read(frame.event(), frame.payload(), kind.settings());
    return switch (command) {
      case Command.Send send -> judged(send, membership, kind);
      case Command.SetNick set -> judged(set, membership, kind);
      default -> command;
    };
  }

  /// A nick is judged like a message, since everybody sees it.
  private Command.SetNick judged(
      Command.SetNick set, Membership membership, SessionContext.Kind kind)
      throws Commands.Refused {
    allow(silence(set.nick().value(), membership, kind));
    return set;
  }

  /// Why the member may not say that to everybody; empty if it may.
  private Optional<Refusal> silence(String said, Membership membership, SessionContext.Kind kind) {
    long now = System.currentTimeMillis();
    Optional<SpeechRestrictions> voice = membership.voice(kind.settings());
    return voice
        .flatMap(its -> Edge.voice(its, now))
        .or(() ->
            sessionContext
                .guard()
                .judge(Edge.message(membership, said, client.address()))
                .map(no -> voice.map(its -> its.orLater(no, now)).orElse(no)));
  }

  private static void allow(Optional<Refusal> refusal) throws Commands.Refused {
    if (refusal.isPresent()) {
      throw new Commands.Refused(refusal.get());
    }
  }

  /// The message with its keyword terms, if it may pass.
  private Command.Send judged(Command.Send send, Membership membership, SessionContext.Kind kind)
      throws Commands.Refused {
    allow(silence(send.body().value(), membership, kind));
    sessionContext.traffic().sent();
    return Edge.withTerms(send, kind);
  }

  private void unmatched(ClientFrame frame) {
    sessionContext.traffic().refused(Reason.UNMATCHED_TOPIC);
    reply(frame, Ref.NULL, Replies.refused(Refusal.of(Reason.UNMATCHED_TOPIC)));
  }

  /// Answers a join with an error. After a permanent refusal it also sends `phx_close`, so that the
  /// client stops retrying.
  void refuseJoin(ClientFrame frame, Refusal refusal) {
    sessionContext.traffic().refused(refusal.reason());
    Replies.Reply reply = Replies.refused(refusal);
    reply(frame, frame.joinRef(), reply);
    if (refusal.isForGood()) {
      outlet.write(ServerFrames.close(frame.joinRef(), frame.topic(), reply.response()));
    }
  }

  private void reply(ClientFrame frame, Ref joinRef, Replies.Reply reply) {
    outlet.write(
        ServerFrames.reply(joinRef, frame.ref(), frame.topic(), reply.status(), reply.response()));
  }

  /// Forgets a membership that has ended.
  void ended(Membership membership) {
    if (memberships.contains(membership)) {
      memberships =
          memberships.stream().filter(other -> other != membership).collect(toUnmodifiableList());
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

  private void release() {
    if (!isReleasing && !backlog.isEmpty()) {
      isReleasing = true;
      backlog.release(() -> underWay < MAX_UNDER_WAY, this::mustWait, this::handle);
      isReleasing = false;
      outlet.pauseReading(backlog.isTooMuch());
    }
  }

  private @Nullable Membership find(String topic) {
    for (Membership membership : memberships) {
      if (membership.topic().value().equals(topic)) {
        return membership;
      }
    }
    return null;
  }

  Optional<AddressPrefix> address() {
    return client.address();
  }

  /// Asks the client for a sign of life.
  void challenge() {
    challenger.challenge(Subscriber.SILENCE_MILLIS);
  }

  SessionContext sessionContext() {
    return sessionContext;
  }

  Outlet outlet() {
    return outlet;
  }
}
