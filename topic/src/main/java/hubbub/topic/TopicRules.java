package hubbub.topic;

import hubbub.topic.extension.KeywordPolicy;
import hubbub.topic.extension.TopicExtension;
import hubbub.topic.port.Ids;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Decides for one topic: functions of a state that they do not change. Used by the owner, on its
/// thread. Each family of rules has its own file. What only the owner has is kept here and not in
/// the state: the topic's deadlines, keyword counts and nick disputes. So one instance serves one
/// state.
public final class TopicRules {
  private final Optional<ExtensionHooks> hooks;
  private final Ids ids;
  private final KeywordRules keywords;
  private final Expiry expiry;
  private final NickDisputes disputes = new NickDisputes();
  private @Nullable TopicDeadlines deadlines;

  /// Rules with the default counting of keywords.
  public TopicRules(KindSettings settings, Optional<TopicExtension> extension, Ids ids) {
    this(settings, extension, _ -> List.of(), ids);
  }

  public TopicRules(
      KindSettings settings, Optional<TopicExtension> extension, KeywordPolicy policy, Ids ids) {
    this.hooks = extension.map(ExtensionHooks::new);
    this.ids = ids;
    this.keywords = new KeywordRules(settings.keywords(), policy);
    this.expiry = new Expiry(keywords, hooks);
  }

  /// Decides `request` at `now`; a refusal has no events, except [Event.Challenged] for a disputed
  /// nick.
  public Decision decide(TopicState state, Request request, long now) {
    DecisionBuilder draft = new DecisionBuilder(state, now);
    Optional<Outcome> before = before(state, request);
    if (before.isPresent()) {
      return draft.decision(before.get());
    }
    Outcome outcome = outcome(draft, request);
    if (outcome instanceof Outcome.Refused refused) {
      return draft.refusal(refused);
    }
    keep(draft, request, outcome);
    return draft.decision(outcome);
  }

  /// Applies a change to the owner's state, and follows it here.
  public Effects evolve(TopicState state, Change change) {
    Effects effects = state.evolve(change);
    if (deadlines != null) {
      deadlines.update(effects);
    }
    if (change.event() instanceof Event.KeywordsChanged) {
      keywords.told();
    }
    return effects;
  }

  /// Tells the kind's extension which of its values a change removed. Call this once for each
  /// change that was applied. It never throws: otherwise nobody whose value makes the extension
  /// throw could leave or be kicked.
  ///
  /// @return what the extension threw, which changes nothing
  public List<Throwable> tellRemoved(Effects effects) {
    return hooks.isEmpty() || effects.removed().isEmpty()
        ? List.of()
        : hooks.get().removed(effects.removed());
  }

  /// When to call [#expire] next; empty if nothing expires.
  public OptionalLong wakeAt(TopicState state) {
    return state.isOver() ? OptionalLong.empty() : deadlines(state).soonest();
  }

  /// The deadlines of `state`, which are gathered from it on the first call.
  TopicDeadlines deadlines(TopicState state) {
    TopicDeadlines all = deadlines;
    if (all == null) {
      all = new TopicDeadlines(state, keywords);
      deadlines = all;
    }
    return all;
  }

  /// Decides what has expired by `now`. Called at [#wakeAt].
  public Decision expire(TopicState state, long now) {
    DecisionBuilder draft = new DecisionBuilder(state, now);
    if (!state.isOver()) {
      expiry.expire(draft, deadlines(state).due(now));
    }
    return draft.decision(Outcome.OK);
  }

  /// Ends all memberships through a node that is gone; no events if there are none.
  public Decision lose(TopicState state, int node, long now) {
    DecisionBuilder draft = new DecisionBuilder(state, now);
    if (!state.people().ofNode(node).isEmpty()) {
      draft.add(new Event.NodeLeft(node));
    }
    return draft.decision(Outcome.OK);
  }

  /// Answers a read as of `now`, on the thread that owns `state`: the owner's or a replica's.
  public static Outcome read(TopicState state, Actor actor, Command.Read command, long now) {
    return Who.of(state, actor, now)
        .map(who ->
            RankPolicy.refusal(new DecisionBuilder(state, now), who, command)
                .orElseGet(() -> ReadRules.read(state, who, command, now)))
        .orElseGet(() -> DecisionBuilder.refused(Reason.UNMATCHED_TOPIC));
  }

  /// The outcome of a numbered command that was already carried out.
  private static Optional<Outcome> before(TopicState state, Request request) {
    if (!(request.actor() instanceof Actor.Membership who)) {
      return Optional.empty();
    }
    MembershipState membership = state.people().membership(who.id());
    if (membership == null || !membership.hasDone(request.number())) {
      return Optional.empty();
    }
    if (request.command() instanceof Command.Send) {
      Change.Cause cause = new Change.Cause(who.id(), request.number());
      return Optional.of(
          state
              .messages()
              .saidBy(cause)
              .<Outcome>map(Outcome.Sent::of)
              .orElse(RememberedReplies.LOST));
    }
    return Optional.of(membership.outcome(request.number()));
  }

  /// Stores an outcome that can't be derived from the events, in case the command is repeated.
  private static void keep(DecisionBuilder draft, Request request, Outcome outcome) {
    boolean isTelling = outcome instanceof Outcome.Custom || outcome instanceof Outcome.Later;
    if (isTelling
        && request.number() > 0
        && request.actor() instanceof Actor.Membership who
        && !draft.isEmpty()) {
      draft.add(new Event.Answered(who.id(), request.number(), outcome));
    }
  }

  private Outcome outcome(DecisionBuilder draft, Request request) {
    if (request.actor() instanceof Actor.Membership who) {
      if (request.command() instanceof Command.Join join) {
        return join(draft, who.id(), join);
      }
      if (request.command() instanceof Command.Leave leave) {
        return LeaveRules.leave(draft, who.id(), leave.how());
      }
      if (request.command() instanceof Command.Prove) {
        draft.state.member(who.id()).ifPresent(member -> disputes.answered(member.id()));
        return Outcome.OK;
      }
    }
    return Who.of(draft.state, request.actor(), draft.now)
        .map(who -> ruled(draft, who, request))
        .orElseGet(() -> DecisionBuilder.refused(Reason.UNMATCHED_TOPIC));
  }

  private Outcome join(DecisionBuilder draft, MembershipId membership, Command.Join join) {
    Outcome outcome = JoinRules.join(draft, membership, join, disputes);
    return hooks
        .flatMap(kind -> kind.joining(draft, membership, join))
        .<Outcome>map(Outcome.Refused::new)
        .orElse(outcome);
  }

  private Outcome ruled(DecisionBuilder draft, Who who, Request request) {
    return RankPolicy.refusal(draft, who, request.command())
        .or(() -> ModeRules.longText(request.command()))
        .orElseGet(() -> act(draft, who, request));
  }

  private Outcome act(DecisionBuilder draft, Who who, Request request) {
    return switch (request.command()) {
      case Command.Join _, Command.Leave _, Command.Prove _ ->
          DecisionBuilder.invalid("actor", "a membership");
      case Command.Read read -> ReadRules.read(draft.state, who, read, draft.now);
      case Command.Send send -> send(draft, who, send);
      case Command.SetNick set -> heard(draft, who, () -> ModeRules.nick(draft, who, set.nick()));
      case Command.SetTitle set ->
          heard(draft, who, () -> ModeRules.title(draft, who, set.title()));
      case Command.SetQuiet set -> ModeRules.quiet(draft, who, set);
      case Command.SetSlow set -> ModeRules.slow(draft, who, set);
      case Command.SetLock set -> ModeRules.lock(draft, who, set);
      case Command.Grant grant -> RankRules.grant(draft, who, grant);
      case Command.Revoke revoke -> RankRules.revoke(draft, who, revoke);
      case Command.Mute mute -> RankRules.mute(draft, who, mute);
      case Command.Unmute unmute -> RankRules.unmute(draft, who, unmute);
      case Command.Kick kick -> kick(draft, who, kick);
      case Command.Delete delete -> delete(draft, who, delete);
      case Command.Clear clear -> clear(draft, who, clear);
      case Command.RemoveKeyword remove -> keywords.remove(draft, remove);
      case Command.PinKeyword pin -> heard(draft, who, () -> keywords.pin(draft, pin));
      case Command.Custom custom ->
          hooks
              .map(kind -> kind.command(draft, who, request, custom))
              .orElseGet(() -> DecisionBuilder.refused(Reason.UNKNOWN_COMMAND));
    };
  }

  /// Whatever broadcasts its sender's own words counts as speaking.
  private static Outcome heard(DecisionBuilder draft, Who who, Supplier<Outcome> act) {
    return SpeechRules.silence(draft, who).orElseGet(act);
  }

  private Outcome send(DecisionBuilder draft, Who who, Command.Send send) {
    Outcome outcome = SpeechRules.send(draft, who, send, ids);
    if (outcome instanceof Outcome.Sent sent && !draft.isEmpty()) {
      keywords.said(draft, who, send, sent);
    }
    return outcome;
  }

  private Outcome kick(DecisionBuilder draft, Who who, Command.Kick kick) {
    Outcome outcome = LeaveRules.kick(draft, who, kick);
    if (outcome.equals(Outcome.OK) && kick.withMessages()) {
      keywords.cleared(draft, kick.member());
    }
    return outcome;
  }

  private Outcome delete(DecisionBuilder draft, Who who, Command.Delete delete) {
    Outcome outcome = DeletionRules.delete(draft, who, delete);
    if (outcome.equals(Outcome.OK)) {
      keywords.deleted(draft, delete.id());
    }
    return outcome;
  }

  private Outcome clear(DecisionBuilder draft, Who who, Command.Clear clear) {
    Outcome outcome = DeletionRules.clear(draft, who, clear);
    if (outcome.equals(Outcome.OK)) {
      clear
          .member()
          .ifPresentOrElse(
              author -> keywords.cleared(draft, author), () -> keywords.cleared(draft));
    }
    return outcome;
  }
}
