package hubbub.session;

import hubbub.session.guard.Allowance;
import hubbub.session.guard.Arrival;
import hubbub.session.guard.Guard;
import hubbub.topic.Command;
import hubbub.topic.Reason;
import hubbub.topic.Refusal;
import hubbub.topic.SpeechRestrictions;
import hubbub.topic.TopicName;
import hubbub.wire.ClientFrame;
import java.util.Optional;

/// Decides which of one client's joins and commands go on to their topics: reads them, and asks the
/// spam guard; what everybody would see is also judged by the topic's restrictions ([Edge]).
/// Confined to the connection's loop.
final class ClientGate {
  private static final int MAX_TOPICS = 100;

  private final SessionContext sessionContext;
  private final Client client;
  private final Allowance joins = new Allowance(System.nanoTime());
  private boolean isDraining;

  ClientGate(SessionContext sessionContext, Client client) {
    this.sessionContext = sessionContext;
    this.client = client;
  }

  /// Refuses all joins from now on.
  void drain() {
    isDraining = true;
  }

  /// The join of `topic` in `frame`. `joined` is how many topics the client has joined.
  PendingJoin join(ClientFrame frame, TopicName topic, int joined) throws Commands.Refused {
    if (isDraining) {
      throw new Commands.Refused(Refusal.of(Reason.SHUTTING_DOWN));
    }
    if (joined >= MAX_TOPICS) {
      throw new Commands.Refused(Refusal.of(Reason.TOO_MANY_CHANNELS));
    }
    Guard guard = sessionContext.guard();
    pass(guard.judgeJoin(joins, System.nanoTime()));
    PendingJoin join = PendingJoin.of(frame, topic, client.identity(), sessionContext.guests());
    pass(guard.judgeJoin(arrival(join)));
    return join;
  }

  private Arrival arrival(PendingJoin join) {
    boolean isBirth = sessionContext.topics().snapshot(join.topic()).isEmpty();
    return new Arrival(join.topic(), join.member(), client.address(), isBirth, System.nanoTime());
  }

  /// The command in `frame`. Any event but `send` uses up the sender's command allowance, even if
  /// its payload is invalid.
  Command command(ClientFrame frame, Membership membership) throws Commands.Refused {
    if (!frame.event().equals("send")) {
      pass(sessionContext.guard().judge(membership.member(), client.address(), System.nanoTime()));
    }
    SessionContext.Kind kind = sessionContext.kindOf(membership.topic());
    Command command = Commands.read(frame.event(), frame.payload(), kind.settings());
    return switch (command) {
      case Command.Send send -> message(send, membership, kind);
      case Command.SetNick set -> nick(set, membership, kind);
      default -> command;
    };
  }

  private Command.Send message(Command.Send send, Membership membership, SessionContext.Kind kind)
      throws Commands.Refused {
    pass(silence(send.body().value(), membership, kind));
    sessionContext.traffic().sent();
    return Edge.withTerms(send, kind);
  }

  /// A nick is judged like a message, since everybody sees it.
  private Command.SetNick nick(Command.SetNick set, Membership membership, SessionContext.Kind kind)
      throws Commands.Refused {
    pass(silence(set.nick().value(), membership, kind));
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

  private static void pass(Optional<Refusal> refusal) throws Commands.Refused {
    if (refusal.isPresent()) {
      throw new Commands.Refused(refusal.get());
    }
  }
}
