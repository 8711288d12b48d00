package hubbub.topic;

import hubbub.topic.extension.KeywordPolicy;
import hubbub.topic.extension.TopicExtension;
import hubbub.topic.port.AddressTags;
import hubbub.topic.port.Ids;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Decides for one topic: functions of a state that they do not change. Used by the owner, on its
/// thread. Each family of rules has its own file. What only the owner has is kept here and not in
/// the state: the topic's deadlines, keyword counts, nick disputes, guesses at the password and
/// when a shield was lifted. So one instance serves one state.
public final class TopicRules {
  private final Optional<ExtensionHooks> hooks;
  private final KeywordRules keywords;
  private final CommandRules commands;
  private final Expiry expiry;
  private final AutomaticShield automaticShield = new AutomaticShield();
  private final JoinRules joins = new JoinRules(automaticShield);
  private @Nullable TopicDeadlines deadlines;

  /// Rules without keywords, whose tags of addresses are the addresses.
  public TopicRules(KindSettings settings, Optional<TopicExtension> extension, Ids ids) {
    this(settings, extension, _ -> List.of(), ids, (_, prefix) -> prefix.toString());
  }

  public TopicRules(
      KindSettings settings,
      Optional<TopicExtension> extension,
      KeywordPolicy policy,
      Ids ids,
      AddressTags tags) {
    this.hooks = extension.map(ExtensionHooks::new);
    this.keywords = new KeywordRules(settings.keywords(), policy);
    this.commands = new CommandRules(keywords, hooks, automaticShield, ids, tags);
    this.expiry = new Expiry(keywords, hooks);
  }

  /// Decides `request` at `now`; a refusal has no events, except [Event.Challenged] for a disputed
  /// nick.
  public Decision decide(TopicState state, Request request, long now) {
    DecisionBuilder decision = new DecisionBuilder(state, now);
    Optional<Outcome> before = before(state, request);
    if (before.isPresent()) {
      return decision.decided(before.get());
    }
    Outcome outcome = outcome(decision, request);
    if (outcome instanceof Outcome.Refused refused) {
      return decision.refused(refused);
    }
    HoldRules.withdraw(decision);
    keep(decision, request, outcome);
    return decision.decided(outcome);
  }

  /// What follows from a lasting act that the store has written; `version` is the registered
  /// topic's version after it.
  public Decision enact(TopicState state, Decision.Lasting lasting, long version, long now) {
    DecisionBuilder decision = new DecisionBuilder(state, now);
    commands.enactment().enact(decision, lasting, version);
    HoldRules.withdraw(decision);
    return decision.decided(Outcome.OK);
  }

  /// What follows from what the store has of the topic by now, where the topic does not know it:
  /// another program wrote it, or an owner that has ended.
  public Decision reconcile(TopicState state, Optional<Registration> stored, long now) {
    DecisionBuilder decision = new DecisionBuilder(state, now);
    commands.enactment().reconcile(decision, stored);
    return decision.decided(Outcome.OK);
  }

  /// The same with what the store has of some people.
  public Decision reconcile(TopicState state, Map<MemberId, StoredStanding> stored, long now) {
    DecisionBuilder decision = new DecisionBuilder(state, now);
    stored.forEach((id, its) -> commands.enactment().reconcile(decision, id, its));
    HoldRules.withdraw(decision);
    return decision.decided(Outcome.OK);
  }

  /// What follows from another rank of somebody's account in a topic that is not registered: a ban
  /// may concern them now that did not before.
  public Decision removeIfBanned(TopicState state, MemberId member, long now) {
    DecisionBuilder decision = new DecisionBuilder(state, now);
    Person person = state.people().get(member);
    if (person != null) {
      StoredStanding remembered = state.remembered(List.of(new Subject.Member(member)), now);
      commands.enactment().removeIfBanned(decision, person, remembered);
      HoldRules.withdraw(decision);
    }
    return decision.decided(Outcome.OK);
  }

  /// The next people after `after` (null: the first) who are here, or were a moment ago: at most
  /// `most`, in the order of ids.
  public static List<MemberId> known(
      TopicState state, @Nullable MemberId after, int most, long now) {
    List<MemberId> all = new ArrayList<>();
    for (Person person : state.people().after(after)) {
      if (all.size() == most) {
        break;
      }
      if (person.isKnownAt(now)) {
        all.add(person.id());
      }
    }
    return all;
  }

  /// Applies a change to the owner's state, and follows it here.
  public Effects evolve(TopicState state, Change change) {
    Effects effects = state.evolve(change);
    if (deadlines != null) {
      deadlines.update(effects);
    }
    if (change.event() instanceof Event.KeywordsChanged) {
      keywords.told();
    } else if (change.event() instanceof Event.ShieldChanged(var shield, var by)
        && shield.isEmpty()
        && by.isPresent()) {
      automaticShield.lifted(change.at());
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
    DecisionBuilder decision = new DecisionBuilder(state, now);
    if (!state.isOver()) {
      expiry.expire(decision, deadlines(state).due(now));
    }
    return decision.decided(Outcome.OK);
  }

  /// Ends a topic that nobody is in, as if it had lingered for long enough.
  public Decision end(TopicState state, long now) {
    DecisionBuilder decision = new DecisionBuilder(state, now);
    if (!state.isOver() && state.people().present() == 0) {
      List<Deadline> due = new ArrayList<>(deadlines(state).due(now));
      due.add(new SingleDeadline(SingleDeadline.Kind.LINGER, now));
      expiry.expire(decision, due);
    }
    return decision.decided(Outcome.OK);
  }

  /// Erases a member for good: its memberships end, its messages are removed, and where the topic
  /// must still name it, it says `pseudonym`. No events if it has nothing of the member.
  public Decision erase(TopicState state, MemberId member, String pseudonym, long now) {
    DecisionBuilder decision = new DecisionBuilder(state, now);
    ErasureRules.erase(decision, member, pseudonym);
    if (!decision.isEmpty()) {
      HoldRules.withdraw(decision);
      keywords.cleared(decision, member);
    }
    return decision.decided(Outcome.OK);
  }

  /// Ends the oldest `most` memberships through a node that is gone; no events if there are none.
  public Decision lose(TopicState state, int node, int most, long now) {
    DecisionBuilder decision = new DecisionBuilder(state, now);
    if (state.hasMembershipsOf(node)) {
      decision.add(new Event.NodeLeft(node, most));
    }
    return decision.decided(Outcome.OK);
  }

  /// Answers a read, on the thread that owns `state`: the owner's or a replica's.
  public static Outcome read(
      TopicState state, Actor actor, Command.Read command, ReadContext context) {
    return Who.of(state, actor, context.now())
        .map(who ->
            RankPolicy.refusal(new DecisionBuilder(state, context.now()), who, command)
                .orElseGet(() -> ReadRules.read(state, who, command, context)))
        .orElseGet(() -> Outcome.refused(Reason.UNMATCHED_TOPIC));
  }

  /// Why somebody may not watch the topic without being in it; empty if they may. `stored` is what
  /// is remembered of them, by the store or by a topic that is not registered. On the thread that
  /// owns `state`: the owner's or a replica's.
  public static Optional<Refusal> watching(
      TopicState state, Visitor visitor, StoredStanding stored, long now) {
    return JoinRules.watching(state, visitor, stored, now);
  }

  /// The outcome of a numbered command that was already carried out.
  public static Optional<Outcome> before(TopicState state, Request request) {
    if (!(request.actor() instanceof Actor.Membership who)) {
      return state.outsideReply(request.number());
    }
    MembershipState membership = state.people().membership(who.id());
    if (membership == null || !membership.hasDone(request.number())) {
      return Optional.empty();
    }
    if (request.command() instanceof Command.Send) {
      Change.Cause cause = new Change.Cause(who.id(), request.number());
      Outcome kept = membership.outcome(request.number());
      return Optional.of(
          state
              .messages()
              .saidBy(cause)
              .<Outcome>map(Outcome.Sent::of)
              .orElse(kept instanceof Outcome.Held ? kept : RememberedReplies.LOST));
    }
    return Optional.of(membership.outcome(request.number()));
  }

  /// Stores an outcome that can't be derived from the events, in case the command is repeated.
  private static void keep(DecisionBuilder decision, Request request, Outcome outcome) {
    boolean isTelling =
        outcome instanceof Outcome.Custom
            || outcome instanceof Outcome.Later
            || outcome instanceof Outcome.Held
            || outcome instanceof Outcome.Swept;
    Optional<Change.Cause> cause = request.cause();
    if (isTelling && cause.isPresent() && !decision.isEmpty()) {
      decision.add(new Event.Answered(cause.get().membership(), cause.get().number(), outcome));
    }
  }

  private Outcome outcome(DecisionBuilder decision, Request request) {
    if (request.actor() instanceof Actor.Membership who) {
      if (request.command() instanceof Command.Join join) {
        return join(decision, who.id(), join, commands.stored(decision, request));
      }
      if (request.command() instanceof Command.Leave leave) {
        return LeaveRules.leave(decision, who.id(), leave.how());
      }
      if (request.command() instanceof Command.ChangeAccountRank change) {
        return RankRules.changeAccount(decision, who.id(), change.rank());
      }
      if (request.command() instanceof Command.Prove) {
        decision.state.member(who.id()).ifPresent(member -> joins.answered(member.id()));
        return Outcome.OK;
      }
    }
    return Who.of(decision.state, request.actor(), decision.now)
        .map(who -> commands.decide(decision, who, request))
        .orElseGet(() -> Outcome.refused(Reason.UNMATCHED_TOPIC));
  }

  private Outcome join(
      DecisionBuilder decision, MembershipId membership, Command.Join join, StoredStanding stored) {
    Outcome outcome = joins.join(decision, membership, join, stored);
    return hooks
        .flatMap(kind -> kind.joining(decision, membership, join))
        .<Outcome>map(Outcome.Refused::new)
        .orElse(outcome);
  }
}
