package hubbub.session;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hubbub.identity.Identity;
import hubbub.identity.ReadTokens;
import hubbub.protocol.CommandReader;
import hubbub.protocol.JoinRequest;
import hubbub.protocol.Reading;
import hubbub.session.guard.Arrival;
import hubbub.session.guard.Guard;
import hubbub.session.guard.JoinAllowance;
import hubbub.session.guard.Judgement;
import hubbub.session.guard.PluginBugs;
import hubbub.session.guard.Reputation;
import hubbub.session.guard.Speech;
import hubbub.text.Text;
import hubbub.topic.Command;
import hubbub.topic.CommandName;
import hubbub.topic.MemberId;
import hubbub.topic.Nick;
import hubbub.topic.Rank;
import hubbub.topic.Reason;
import hubbub.topic.Refusal;
import hubbub.topic.SpeechRestrictions;
import hubbub.topic.TopicName;
import hubbub.topic.extension.Utterance;
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
            .then(join ->
                join.isToSpectate() ? withReadToken(join) : new Reading.Valid<>(unreserved(join)))
            .unless(join -> join.isToSpectate() ? spectator(join) : newcomer(join));
  }

  /// Why the client may not become a member; empty if nothing here speaks against it.
  private Optional<Refusal> newcomer(PendingJoin join) {
    Guard guard = sessionContext.guard();
    join.formerly()
        .ifPresent(guest -> guard.becomes(guest, join.member(), join.topic(), System.nanoTime()));
    return mayOnlyWatch(join)
        .or(() -> reserved(join.nick()))
        .or(() -> guard.judgeJoin(arrival(join)));
  }

  private Optional<Refusal> spectator(PendingJoin join) {
    return join.readToken().isPresent() ? Optional.empty() : mayOnlyWatch(join);
  }

  private Optional<Refusal> mayOnlyWatch(PendingJoin join) {
    return sessionContext.identities().mayOnlyWatch(join.identity())
        ? Optional.of(Refusal.of(Reason.SIGN_IN))
        : Optional.empty();
  }

  /// The join with what its read token says, if it has one; refused, if that is not good for the
  /// topic.
  private Reading<PendingJoin> withReadToken(PendingJoin join) {
    Optional<String> token = join.request().spectate().flatMap(JoinRequest.Spectate::token);
    if (token.isEmpty()) {
      return new Reading.Valid<>(join);
    }
    return switch (sessionContext.identities().readTokens().verify(token.get())) {
      case ReadTokens.Good good when good.topic().equals(join.topic()) ->
          new Reading.Valid<>(join.with(good));
      case ReadTokens.Good _, ReadTokens.Forged _ ->
          new Reading.Refused<>(Refusal.of(Reason.BAD_TOKEN).forGood());
      case ReadTokens.Ended _ -> Reading.refused(Reason.TOKEN_EXPIRED);
    };
  }

  /// The join under a nick that no account has, if it is for the server to choose one.
  private PendingJoin unreserved(PendingJoin join) {
    return reserved(join.nick()).isPresent() ? withLongerNick(join).orElse(join) : join;
  }

  /// The join under a longer nick that no account has; empty if there is none that the server can
  /// choose.
  Optional<PendingJoin> withLongerNick(PendingJoin join) {
    PendingJoin longer = join;
    while (longer.canHaveLongerNick()) {
      longer = longer.withLongerNick();
      if (reserved(longer.nick()).isEmpty()) {
        return Optional.of(longer);
      }
    }
    return Optional.empty();
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
    long now = System.nanoTime();
    return new Arrival(
        join.topic(),
        new Speech.Sender(join.member(), join.accountRank(), client.address(), now),
        join.chosenNick().map(Nick::value),
        sessionContext.topics().snapshot(join.topic()),
        now);
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
    return read(frame.event(), frame.payload(), from);
  }

  /// The same, about the member with that id. Uses up no allowance.
  Reading<Command> readAbout(MemberId id, ClientFrame frame, Membership from) {
    JsonNode payload = frame.payload().<ObjectNode>deepCopy().put("member", id.value());
    return read(frame.event(), payload, from);
  }

  private Reading<Command> read(String word, JsonNode payload, Membership from) {
    SessionContext.Kind kind = sessionContext.kindOf(from.topic());
    Reading<Command> read = CommandReader.read(word, payload, kind.settings().maxBody());
    return read instanceof Reading.Valid<Command>(Command command)
        ? judged(command, from, kind)
        : read;
  }

  /// What a spectator wants to look at, or why it is refused: it may do nothing else.
  Reading<Command.Read> look(ClientFrame frame, Spectating from) {
    Optional<Refusal> tooFast = tooFast(from);
    if (tooFast.isPresent()) {
      return new Reading.Refused<>(tooFast.get());
    }
    return switch (CommandReader.read(frame.event(), frame.payload(), 1)) {
      case Reading.Valid<Command>(Command.History history) -> new Reading.Valid<>(history);
      case Reading.Valid<Command>(Command.Roster roster) -> new Reading.Valid<>(roster);
      case Reading.Valid<Command> _ -> Reading.refused(Reason.SPECTATOR);
      case Reading.Refused<Command>(Refusal refusal) ->
          CommandName.of(frame.event()).isPresent()
              ? Reading.refused(Reason.SPECTATOR)
              : new Reading.Refused<>(refusal);
    };
  }

  /// Goes on with the token in `frame`; returns who that is, or why it is refused.
  Reading<Identity> refresh(ClientFrame frame, TopicChannel from) {
    return tooFast(from)
        .<Reading<Identity>>map(Reading.Refused::new)
        .orElseGet(() -> CommandReader.token(frame.payload()).then(credentials::renew));
  }

  /// What the spam guard knows against the member that `frame` names, for moderators; or why that
  /// is refused.
  Reading<Reputation> why(ClientFrame frame, Membership from) {
    Optional<Refusal> tooFast = tooFast(from);
    if (tooFast.isPresent()) {
      return new Reading.Refused<>(tooFast.get());
    }
    if (!from.standing().rank().isAtLeast(Rank.MODERATOR)) {
      return Reading.refused(Reason.RANK_TOO_LOW);
    }
    return CommandReader.why(frame.payload())
        .then(member ->
            sessionContext
                .guard()
                .reputation(from.topic(), member, System.nanoTime())
                .<Reading<Reputation>>map(Reading.Valid::new)
                .orElseGet(() -> Reading.refused(Reason.UNKNOWN_MEMBER)));
  }

  /// Takes one command of the sender's allowance. Empty if it may be sent, else why not.
  Optional<Refusal> tooFast(TopicChannel from) {
    return sessionContext.guard().judge(from.member(), client.address(), System.nanoTime());
  }

  /// Whatever everybody sees is judged: a nick like a message, and, as far as it goes, a title and
  /// a pinned keyword.
  private Reading<Command> judged(Command command, Membership from, SessionContext.Kind kind) {
    return switch (command) {
      case Command.Send send -> said(send, from, kind);
      case Command.SetNick set ->
          reserved(set.nick())
              .<Reading<Command>>map(Reading.Refused::new)
              .orElseGet(() -> named(set, from));
      case Command.SetTitle set ->
          shown(set, plain(Utterance.What.TITLE, set.title().value(), from));
      case Command.PinKeyword pin -> shown(pin, plain(Utterance.What.KEYWORD, pin.keyword(), from));
      default -> new Reading.Valid<>(command);
    };
  }

  private Reading<Command> said(Command.Send send, Membership from, SessionContext.Kind kind) {
    Voice voice = voice(from);
    Optional<Refusal> silenced = voice.silenced();
    if (silenced.isPresent()) {
      return new Reading.Refused<>(silenced.get());
    }
    Speech speech =
        new Speech(
            from.topic(),
            Utterance.What.MESSAGE,
            send.body().value(),
            send.meta(),
            send.nonce(),
            sender(from),
            from.standing().snapshot(),
            circumstances(from, voice),
            System.nanoTime());
    return switch (judge(speech)) {
      case Judgement.Fate.Passes(Optional<String> masked) ->
          masked.isEmpty() ? withTerms(send, kind) : masked(send, masked.get(), kind);
      case Judgement.Fate.Refused(Refusal refusal) -> new Reading.Refused<>(voice.orLater(refusal));
      case Judgement.Fate.Held(String rule, _, Optional<String> masked) -> {
        Command.Send held = send.heldBy(rule);
        yield masked.isEmpty() ? withTerms(held, kind) : masked(held, masked.get(), kind);
      }
    };
  }

  private Reading<Command> masked(Command.Send send, String text, SessionContext.Kind kind) {
    return Text.body(text)
        .map(body ->
            withTerms(
                new Command.Send(body, send.nonce(), send.meta(), send.terms(), send.hold()), kind))
        .orElseGet(() -> Reading.refused(Reason.EMPTY));
  }

  private Reading<Command> named(Command.SetNick set, Membership from) {
    Voice voice = voice(from);
    Optional<Refusal> silenced = voice.silenced();
    if (silenced.isPresent()) {
      return new Reading.Refused<>(silenced.get());
    }
    Speech speech =
        speech(Utterance.What.NICK, set.nick().value(), from, circumstances(from, voice));
    return shown(set, speech) instanceof Reading.Refused<Command>(Refusal refusal)
        ? new Reading.Refused<>(voice.orLater(refusal))
        : new Reading.Valid<>(set);
  }

  private static Speech.Circumstances circumstances(Membership from, Voice voice) {
    MemberStanding its = from.standing();
    return new Speech.Circumstances(
        voice.isSlow(), its.noLinksMillis(voice.now()), its.isHeard(), 0);
  }

  private Reading<Command> shown(Command command, Speech speech) {
    return switch (judge(speech)) {
      case Judgement.Fate.Passes _ -> new Reading.Valid<>(command);
      case Judgement.Fate.Refused(Refusal refusal) -> new Reading.Refused<>(refusal);
      case Judgement.Fate.Held(_, Refusal refusal, _) -> new Reading.Refused<>(refusal);
    };
  }

  private Judgement.Fate judge(Speech speech) {
    Judgement judgement = sessionContext.guard().judge(speech);
    judgement.sanction().ifPresent(sanction -> Sanctions.carryOut(sanction, sessionContext));
    judgement.alarm().ifPresent(alarm -> Sanctions.raise(alarm, sessionContext.topics()));
    return judgement.fate();
  }

  private Speech plain(Utterance.What what, String text, Membership from) {
    return speech(what, text, from, Speech.Circumstances.USUAL);
  }

  private Speech speech(
      Utterance.What what, String text, Membership from, Speech.Circumstances circumstances) {
    return new Speech(
        from.topic(),
        what,
        text,
        Optional.empty(),
        Optional.empty(),
        sender(from),
        from.standing().snapshot(),
        circumstances,
        System.nanoTime());
  }

  private Speech.Sender sender(Membership from) {
    return new Speech.Sender(
        from.member(), from.standing().rank(), client.address(), from.standing().sinceNanos());
  }

  private Voice voice(Membership from) {
    long now = System.currentTimeMillis();
    Optional<SpeechRestrictions> its =
        from.standing().voice(sessionContext.kindOf(from.topic()).settings());
    return new Voice(its, its.flatMap(all -> all.refusal(now, MARGIN_MILLIS)), now);
  }

  /// What keeps a member from speaking at `now`, as far as this node knows.
  private record Voice(
      Optional<SpeechRestrictions> restrictions, Optional<Refusal> refusal, long now) {
    boolean isSlow() {
      return refusal.isPresent() && refusal.get().reason() == Reason.SLOW;
    }

    /// Why the member may not speak; empty if only slow mode, which the owner judges, may say so.
    Optional<Refusal> silenced() {
      return isSlow() ? Optional.empty() : refusal;
    }

    Refusal orLater(Refusal no) {
      return restrictions.map(its -> its.orLater(no, now)).orElse(no);
    }
  }

  /// The message with the terms that may become keywords.
  private Reading<Command> withTerms(Command.Send send, SessionContext.Kind kind) {
    try {
      Command.Send ready = send.withTerms(kind.keywords().terms(send.body().value()));
      sessionContext.traffic().sent();
      return new Reading.Valid<>(ready);
    } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError bug) {
      return new Reading.Refused<>(PluginBugs.refusal(bug));
    }
  }
}
