package hubbub.session;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hubbub.identity.Identity;
import hubbub.protocol.CommandReader;
import hubbub.protocol.Reading;
import hubbub.session.guard.Arrival;
import hubbub.session.guard.JoinAllowance;
import hubbub.session.guard.PluginBugs;
import hubbub.topic.Command;
import hubbub.topic.CommandName;
import hubbub.topic.Nick;
import hubbub.topic.Reason;
import hubbub.topic.Refusal;
import hubbub.topic.SpeechRestrictions;
import hubbub.topic.TopicName;
import hubbub.topic.extension.MessageRule;
import hubbub.wire.ClientFrame;
import java.util.Optional;

/// What the joins and commands of one connection must pass before their topic is asked: the form,
/// the spam guard, and, for what everybody would see, mutes and quiet mode. Confined to the
/// connection's loop.
///
/// Mutes and quiet mode are the owner's own rules ([SpeechRestrictions]), applied to the newest
/// snapshot that this node has. A deadline counts here only while it is more than [#MARGIN_MILLIS]
/// away, so that a small difference between two clocks never refuses what the owner would accept.
/// Slow mode is always left to the owner: a message repeated with its nonce must get its first
/// reply.
final class Edge {
  private static final long MARGIN_MILLIS = 250;
  private static final int MAX_TOPICS = 100;

  private final SessionContext sessionContext;
  private final Client client;
  private final Credentials credentials;
  private final JoinAllowance joins;

  Edge(SessionContext sessionContext, Client client, Credentials credentials) {
    this.sessionContext = sessionContext;
    this.client = client;
    this.credentials = credentials;
    this.joins = JoinAllowance.begin(client.address(), System.nanoTime());
  }

  /// The join of `topic` in `frame`, or why it is refused. `joined` is how many topics the client
  /// has joined.
  Reading<PendingJoin> join(ClientFrame frame, TopicName topic, int joined) {
    if (joined >= MAX_TOPICS) {
      return Reading.refused(Reason.TOO_MANY_CHANNELS);
    }
    if (credentials.areOver()) {
      return Reading.refused(Reason.TOKEN_EXPIRED);
    }
    Optional<Refusal> tooFast = sessionContext.guard().judgeJoin(joins, System.nanoTime());
    return tooFast.isPresent()
        ? new Reading.Refused<>(tooFast.get())
        : PendingJoin.of(frame, topic, credentials.identity(), sessionContext.identities().guests())
            .unless(join ->
                credentials.exclude(join.member())
                    ? Optional.of(Refusal.of(Reason.BANNED))
                    : Optional.empty())
            .unless(join -> reserved(join.nick()))
            .unless(join -> sessionContext.guard().judgeJoin(arrival(join)));
  }

  /// Why the client may not have that nick; empty if no account of somebody else has it.
  private Optional<Refusal> reserved(Nick nick) {
    return sessionContext.identities().reserved().areClosedTo(credentials.identity(), nick)
        ? Optional.of(Refusal.of(Reason.NICK_RESERVED))
        : Optional.empty();
  }

  /// Counts `bytes` that the client was sent because it joined, or because it lagged behind.
  void drew(int bytes) {
    sessionContext.guard().drew(joins, bytes, System.nanoTime());
  }

  private Arrival arrival(PendingJoin join) {
    boolean isBirth = sessionContext.topics().snapshot(join.topic()).isEmpty();
    return new Arrival(join.topic(), join.member(), client.address(), isBirth, System.nanoTime());
  }

  /// The command in `frame`, ready for its topic, or why it is refused. Any event but `send` uses
  /// up the sender's command allowance, even if its payload is invalid.
  Reading<Command> read(ClientFrame frame, Membership from) {
    if (!frame.event().equals(CommandName.SEND.word())) {
      Optional<Refusal> tooFast = tooFast(from);
      if (tooFast.isPresent()) {
        return new Reading.Refused<>(tooFast.get());
      }
    }
    SessionContext.Kind kind = sessionContext.kindOf(from.topic());
    Reading<Command> read =
        named(frame)
            .then(payload -> CommandReader.read(frame.event(), payload, kind.settings().maxBody()));
    return read instanceof Reading.Valid<Command>(Command command)
        ? judged(command, from, kind)
        : read;
  }

  /// The payload of a command, in which the `member` is named who is named by their `account`.
  private Reading<JsonNode> named(ClientFrame frame) {
    JsonNode payload = frame.payload();
    JsonNode account = payload.path("account");
    if (!account.isTextual() || CommandName.of(frame.event()).isEmpty()) {
      return new Reading.Valid<>(payload);
    }
    return sessionContext
        .identities()
        .tokens()
        .idOf(account.textValue())
        .<Reading<JsonNode>>map(
            id -> new Reading.Valid<>(payload.<ObjectNode>deepCopy().put("member", id.value())))
        .orElseGet(() -> Reading.refused(Reason.UNKNOWN_ACCOUNT));
  }

  /// Goes on with the token in `frame`; returns who that is, or why it is refused.
  Reading<Identity> refresh(ClientFrame frame, Membership from) {
    return tooFast(from)
        .<Reading<Identity>>map(Reading.Refused::new)
        .orElseGet(() -> CommandReader.token(frame.payload()).then(credentials::renew));
  }

  private Optional<Refusal> tooFast(Membership from) {
    return sessionContext.guard().judge(from.member(), client.address(), System.nanoTime());
  }

  /// A nick is judged like a message, since everybody sees it.
  private Reading<Command> judged(Command command, Membership from, SessionContext.Kind kind) {
    Optional<Refusal> silence =
        switch (command) {
          case Command.Send send -> silence(send.body().value(), from, kind);
          case Command.SetNick set ->
              reserved(set.nick()).or(() -> silence(set.nick().value(), from, kind));
          default -> Optional.empty();
        };
    if (silence.isPresent()) {
      return new Reading.Refused<>(silence.get());
    }
    return command instanceof Command.Send send
        ? withTerms(send, kind)
        : new Reading.Valid<>(command);
  }

  /// Why the member may not say that to everybody; empty if it may.
  private Optional<Refusal> silence(String said, Membership from, SessionContext.Kind kind) {
    long now = System.currentTimeMillis();
    Optional<SpeechRestrictions> voice = from.voice(kind.settings());
    if (voice.isPresent()) {
      Optional<Refusal> refusal = voice.get().refusal(now, MARGIN_MILLIS);
      if (refusal.isPresent() && refusal.get().reason() != Reason.SLOW) {
        return refusal;
      }
    }
    Optional<Refusal> spam =
        sessionContext
            .guard()
            .judge(
                new MessageRule.Message(
                    from.topic(), from.member(), client.address(), said, System.nanoTime()));
    return spam.map(no -> voice.map(its -> its.orLater(no, now)).orElse(no));
  }

  /// The message with the terms that may become keywords.
  private Reading<Command> withTerms(Command.Send send, SessionContext.Kind kind) {
    try {
      Command.Send ready =
          new Command.Send(
              send.body(), send.nonce(), send.meta(), kind.keywords().terms(send.body().value()));
      sessionContext.traffic().sent();
      return new Reading.Valid<>(ready);
    } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError bug) {
      return new Reading.Refused<>(PluginBugs.refusal(bug));
    }
  }
}
