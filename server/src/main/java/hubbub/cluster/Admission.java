package hubbub.cluster;

import hubbub.topic.Actor;
import hubbub.topic.AddressPrefix;
import hubbub.topic.Command;
import hubbub.topic.Outcome;
import hubbub.topic.Reason;
import hubbub.topic.Refusal;
import hubbub.topic.Request;
import hubbub.topic.TopicName;
import java.util.Map;
import java.util.Optional;

/// What becomes of a request before the rules are asked, in this order: a join that stands already
/// is done; nobody joins a topic that crashed too often, nor anew from where too many did; the
/// server acts only where somebody is, or was a moment ago; whoever made an extension throw waits;
/// and a topic that does not keep up refuses what can wait.
final class Admission {
  private final Node node;
  private final TopicName topic;

  Admission(Node node, TopicName topic) {
    this.node = node;
    this.topic = topic;
  }

  /// The outcome, if the rules need not be asked.
  Optional<Outcome> judge(Reign reign, Request request, long waitedNanos) {
    if (request.command() instanceof Command.Join && isStanding(reign, request.actor())) {
      return Optional.of(Outcome.OK);
    }
    return refusal(reign, request, waitedNanos).map(Outcome.Refused::new);
  }

  private static boolean isStanding(Reign reign, Actor actor) {
    return actor instanceof Actor.Membership who && reign.isStanding(who.id());
  }

  private Optional<Refusal> refusal(Reign reign, Request request, long waitedNanos) {
    if (request.command() instanceof Command.Join) {
      long pause = node.crashes().pauseMillis(topic);
      if (pause > 0) {
        return Optional.of(Refusal.of(Reason.UNAVAILABLE, "retry_after_ms", pause));
      }
      long wait = newFrom(reign, request).map(this::newcomersWaitMillis).orElse(0L);
      if (wait > 0) {
        Map<String, Object> details = Map.of("rule", "join_flood", "retry_after_ms", wait);
        return Optional.of(new Refusal(Reason.SPAM, details));
      }
    }
    if (request.actor() instanceof Actor.Server && !reign.isAlive()) {
      return Optional.of(Refusal.of(Reason.UNAVAILABLE));
    }
    return offence(reign, request).or(() -> Overload.judge(request.command(), waitedNanos));
  }

  private long newcomersWaitMillis(AddressPrefix from) {
    return node.settings().newcomers().waitMillis(topic, from, node.time().nanos());
  }

  /// Where somebody comes from who is new to the topic.
  Optional<AddressPrefix> newFrom(Reign reign, Request request) {
    return request.command() instanceof Command.Join join && !reign.isKnown(join.member())
        ? join.from()
        : Optional.empty();
  }

  /// Counts one that was new before it was answered so. Who is refused for now will ask again, and
  /// takes nothing from its neighbours.
  void count(AddressPrefix newFrom, Outcome outcome) {
    boolean isForNow = outcome instanceof Outcome.Refused refused && !refused.refusal().isForGood();
    if (!isForNow) {
      node.settings().newcomers().came(topic, newFrom, node.time().nanos());
    }
  }

  private Optional<Refusal> offence(Reign reign, Request request) {
    return offender(reign, request)
        .map(node.offenders()::waitMillis)
        .filter(wait -> wait > 0)
        .map(wait -> crashed(request, wait));
  }

  /// Counts a bug that the request met against its sender, if it may be an extension's.
  ///
  /// @return what the sender is answered
  Outcome charge(Reign reign, Request request) {
    return new Outcome.Refused(
        offender(reign, request)
            .map(who -> crashed(request, node.offenders().count(who)))
            .orElseGet(() -> Refusal.of(reasonOf(request))));
  }

  private static Refusal crashed(Request request, long waitMillis) {
    return Refusal.of(reasonOf(request), "retry_after_ms", waitMillis);
  }

  private static Reason reasonOf(Request request) {
    return request.command() instanceof Command.Join ? Reason.JOIN_CRASHED : Reason.INTERNAL;
  }

  /// Who has an extension asked by that request.
  private Optional<Offenders.Offender> offender(Reign reign, Request request) {
    return switch (request.command()) {
      case Command.Join join ->
          Optional.of(new Offenders.Offender(topic.kind(), join.member(), true));
      case Command.Custom _ when request.actor() instanceof Actor.Membership who ->
          reign
              .state()
              .member(who.id())
              .map(sender -> new Offenders.Offender(topic.kind(), sender.id(), false));
      default -> Optional.empty();
    };
  }
}
