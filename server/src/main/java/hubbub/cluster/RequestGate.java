package hubbub.cluster;

import hubbub.topic.Actor;
import hubbub.topic.AddressPrefix;
import hubbub.topic.Command;
import hubbub.topic.LastingAct;
import hubbub.topic.Outcome;
import hubbub.topic.Reason;
import hubbub.topic.Refusal;
import hubbub.topic.Request;
import hubbub.topic.TopicName;
import hubbub.topic.TopicRules;
import java.util.Map;
import java.util.Optional;

/// Answers some requests before the rules are asked. In this order:
///
/// 1. A join that is already in the state succeeds, and what was carried out is answered again. A
///    command that a later one of its membership has overtaken is refused: it was refused before,
///    or lost, at another node.
/// 2. Nobody joins a topic that has crashed too often.
/// 3. Nobody new joins from an address that too many new ids came from, or under a nick that the
///    topic's owners keep out; and nobody founds a topic from an address that founded too many.
/// 4. Those outside may act only on a live topic, but for what outlives it, and for messages to one
///    that keeps its history while nobody is in it.
/// 5. A member whose request made an extension throw has to wait.
/// 6. A topic that cannot keep up refuses what can wait.
final class RequestGate {
  private final Node node;
  private final TopicName topic;

  RequestGate(Node node, TopicName topic) {
    this.node = node;
    this.topic = topic;
  }

  /// The outcome, if it needs no rules.
  Optional<Outcome> judge(Reign reign, Request request, long waitedNanos) {
    if (isJoined(reign, request)) {
      return Optional.of(Outcome.OK);
    }
    return TopicRules.before(reign.state(), request)
        .or(() -> refusal(reign, request, waitedNanos).map(Outcome.Refused::new));
  }

  /// Whether the request is a join that has been carried out.
  static boolean isJoined(Reign reign, Request request) {
    return request.command() instanceof Command.Join
        && request.actor() instanceof Actor.Membership who
        && reign.has(who.id());
  }

  private Optional<Refusal> refusal(Reign reign, Request request, long waitedNanos) {
    if (request.actor() instanceof Actor.Membership who
        && reign.state().isOvertaken(who.id(), request.number())
        && request.number() > 0) {
      return Optional.of(Refusal.of(Reason.UNAVAILABLE));
    }
    if (request.command() instanceof Command.Join join) {
      long pause = node.crashes().pauseMillis(topic);
      if (pause > 0) {
        return Optional.of(Refusal.of(Reason.UNAVAILABLE, "retry_after_ms", pause));
      }
      long asNew = newFrom(reign, request).map(this::newcomersWaitMillis).orElse(0L);
      long wait =
          Math.max(asNew, founderFrom(reign, request).map(this::birthWaitMillis).orElse(0L));
      if (wait > 0) {
        Map<String, Object> details = Map.of("rule", "join_flood", "retry_after_ms", wait);
        return Optional.of(new Refusal(Reason.SPAM, details));
      }
      Optional<Refusal> nick = nick(reign, join);
      if (nick.isPresent()) {
        return nick;
      }
    }
    if (request.actor() instanceof Actor.Outside
        && !reign.isAlive()
        && !outlivesTopic(request.command(), reign)) {
      return Optional.of(Refusal.of(Reason.NO_SUCH_TOPIC));
    }
    return offence(reign, request).or(() -> Overload.judge(request.command(), waitedNanos));
  }

  /// Whoever is known here comes back under the nick that they have, however new the guard thinks
  /// they are. What the edge has judged already is not judged again: that would be a second
  /// offence.
  private Optional<Refusal> nick(Reign reign, Command.Join join) {
    return join.isNickUnjudged() && !reign.isKnown(join.member())
        ? node.settings().newcomers().judgeNick(join, reign.state().snapshot(), node.time().nanos())
        : Optional.empty();
  }

  private static boolean outlivesTopic(Command command, Reign reign) {
    boolean isRegistered = reign.version() > 0;
    return LastingAct.mayFollow(command, isRegistered)
        || (isRegistered && command instanceof Command.Read)
        || (command instanceof Command.Send && reign.state().historyWhenEmptyMillis() > 0);
  }

  private long newcomersWaitMillis(AddressPrefix from) {
    return node.settings().newcomers().waitMillis(topic, from, node.time().nanos());
  }

  private long birthWaitMillis(AddressPrefix from) {
    return node.settings().newcomers().birthWaitMillis(from, node.time().nanos());
  }

  /// The address that a topic is founded from; empty if it was before, or has none, or this is not
  /// a join.
  Optional<AddressPrefix> founderFrom(Reign reign, Request request) {
    return request.command() instanceof Command.Join join && !reign.wasBorn()
        ? join.from()
        : Optional.empty();
  }

  /// Counts a birth.
  void countBirth(AddressPrefix founderFrom) {
    node.settings().newcomers().founded(founderFrom, node.time().nanos());
  }

  /// The address that a new id joins from; empty if the id is known, the address is not, or this is
  /// not a join.
  Optional<AddressPrefix> newFrom(Reign reign, Request request) {
    return request.command() instanceof Command.Join join && !reign.isKnown(join.member())
        ? join.from()
        : Optional.empty();
  }

  /// Counts a newcomer once its join is answered. A join that is refused for now is not counted: it
  /// will come again, and must not use up its neighbours' allowance.
  void count(AddressPrefix newFrom, Outcome outcome) {
    boolean isForNow = outcome instanceof Outcome.Refused refused && !refused.refusal().isForGood();
    if (!isForNow) {
      node.settings().newcomers().came(topic, newFrom, node.time().nanos());
    }
  }

  private Optional<Refusal> offence(Reign reign, Request request) {
    return offender(reign, request)
        .map(node.extensionBackoff()::waitMillis)
        .filter(wait -> wait > 0)
        .map(wait -> crashed(request, wait));
  }

  /// The answer to a request that met a bug.
  static Outcome crashed(Request request) {
    return new Outcome.Refused(Refusal.of(reasonOf(request)));
  }

  /// Charges a request's bug to its sender, if an extension may have caused it.
  ///
  /// @return the answer to the request
  Outcome charge(Reign reign, Request request) {
    return offender(reign, request)
        .map(who -> crashed(request, node.extensionBackoff().count(who)))
        .<Outcome>map(Outcome.Refused::new)
        .orElseGet(() -> crashed(request));
  }

  private static Refusal crashed(Request request, long waitMillis) {
    return Refusal.of(reasonOf(request), "retry_after_ms", waitMillis);
  }

  private static Reason reasonOf(Request request) {
    return request.command() instanceof Command.Join ? Reason.JOIN_CRASHED : Reason.INTERNAL;
  }

  /// The sender, if this is a request that an extension decides on.
  private Optional<ExtensionBackoff.Offender> offender(Reign reign, Request request) {
    return switch (request.command()) {
      case Command.Join join ->
          Optional.of(new ExtensionBackoff.Offender(topic.kind(), join.member(), true));
      case Command.Custom _ when request.actor() instanceof Actor.Membership who ->
          reign
              .state()
              .member(who.id())
              .map(sender -> new ExtensionBackoff.Offender(topic.kind(), sender.id(), false));
      default -> Optional.empty();
    };
  }
}
