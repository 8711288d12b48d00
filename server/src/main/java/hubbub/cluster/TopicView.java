package hubbub.cluster;

import hubbub.cluster.Decided.Evolved;
import hubbub.fanout.Log;
import hubbub.topic.Actor;
import hubbub.topic.Change;
import hubbub.topic.Command;
import hubbub.topic.Event;
import hubbub.topic.Member;
import hubbub.topic.MemberId;
import hubbub.topic.MembershipId;
import hubbub.topic.Outcome;
import hubbub.topic.ReadContext;
import hubbub.topic.SlotEdit;
import hubbub.topic.SlotScope;
import hubbub.topic.Snapshot;
import hubbub.topic.Standing;
import hubbub.topic.TopicName;
import hubbub.topic.TopicRules;
import hubbub.topic.TopicState;
import hubbub.topic.port.Feed;
import hubbub.topic.port.Subscriber;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/// A replica's view of its topic: the state, which the owner changes, and what members see of it,
/// that is, the log and the presence list. Between two calls, both are as of the same change.
/// Confined to the replica.
final class TopicView {
  private static final long PRESENCE_PACE_MILLIS = 1_000;

  private final Node node;
  private final TopicName topic;
  private final TopicState state;
  private final LocalMemberships memberships;
  private final Inbox inbox;
  private final Log log;
  private @Nullable Future<?> presence;
  private List<Change> history = List.of();
  private long historySeq = -1;
  private long at;

  /// The term of the home that it follows, or followed last.
  private long term;

  /// For other copies; null where there can be none.
  private final @Nullable Tail tail;

  /// Absent until it is told what another node decided.
  private @Nullable TopicRules rules;

  /// Opens a log for `state`. `memberships` learn what a change means for them; timers go to
  /// `inbox`.
  TopicView(
      Node node, TopicName topic, TopicState state, LocalMemberships memberships, Inbox inbox) {
    this(
        node,
        state,
        node.settings().logs().open(topic, node.settingsOf(topic)),
        memberships,
        inbox);
    log.publish(state.snapshot());
    state.memberships().forEach(this::present);
  }

  private TopicView(
      Node node, TopicState state, Log log, LocalMemberships memberships, Inbox inbox) {
    this.node = node;
    this.topic = state.snapshot().topic();
    this.state = state;
    this.memberships = memberships;
    this.inbox = inbox;
    this.tail = node.quorum().isAlone() ? null : new Tail();
    this.log = log;
  }

  /// What the next run of this node goes on with, if there is no owner to save it.
  SavedTopic saved() {
    return new SavedTopic(state.image(), at, log.told());
  }

  /// The view of a topic as the last run of this node saved it.
  static TopicView restored(
      Node node, SavedTopic saved, LocalMemberships memberships, Inbox inbox) {
    return copied(node, CopiedTopic.of(node, saved), memberships, inbox);
  }

  /// The view of a topic that was copied.
  static TopicView copied(
      Node node, CopiedTopic copied, LocalMemberships memberships, Inbox inbox) {
    TopicView view = new TopicView(node, copied.state(), copied.log(), memberships, inbox);
    view.at = copied.at();
    view.term = copied.term();
    return view;
  }

  /// The shard's home is the one of `now`, which is at the same change.
  void follows(long now) {
    term = now;
  }

  /// How far it has got.
  Reached reached() {
    Snapshot now = state.snapshot();
    return new Reached(term, now.bornAt(), state.rev(), now.epoch());
  }

  /// What brings another copy to where this one is; empty if that needs the whole topic.
  Optional<CatchUp> catchUp(Optional<Reached> other) {
    if (tail == null || other.isEmpty()) {
      return Optional.empty();
    }
    Reached from = other.get();
    return tail.since(from.rev(), state.rev())
        .map(CatchUp::new)
        .filter(it -> it.leadsOn(from.epoch(), state));
  }

  /// All that another copy needs.
  WholeTopic whole() {
    return new WholeTopic(saved(), term);
  }

  /// Applies changes that another node decided.
  List<Evolved> evolve(List<Change> changes) {
    TopicRules its = rules;
    if (its == null) {
      its = node.rulesOf(topic);
      rules = its;
    }
    List<Evolved> evolved = new ArrayList<>(changes.size());
    for (Change change : changes) {
      evolved.add(new Evolved(change, its.evolve(state, change)));
    }
    return evolved;
  }

  TopicState state() {
    return state;
  }

  Log log() {
    return log;
  }

  /// The place of the next frame in the log.
  long head() {
    return log.head();
  }

  /// What the next reign can start from.
  Follower.Seed seed() {
    return new Follower.Seed(state, at);
  }

  /// Whether `id` is in the state.
  boolean has(MembershipId id) {
    return state.member(id).isPresent();
  }

  Outcome read(Actor actor, Command.Read read) {
    return TopicRules.read(
        state, actor, read, new ReadContext(node.time().epochMillis(), node.settings().tags()));
  }

  /// Shows changes that are already in the state, then passes on the answers.
  void show(Decided decided) {
    decided.changes().forEach(this::show);
    decided.answers().forEach(answer -> memberships.answered(answer, this));
    wake();
  }

  /// The order keeps the promises to clients: snapshot and ranks first, then tombstones, then the
  /// frame. The state may contain later changes of the same decision.
  private void show(Evolved evolved) {
    Change change = evolved.change();
    at = change.at();
    if (tail != null) {
      tail.add(change);
    }
    log.publish(state.snapshot());
    tellStanding(change.event());
    for (Change tombstone : evolved.effects().tombstones()) {
      log.rewrite(tombstone);
    }
    if (change.isTold()) {
      log.append(change);
    }
    evolved.effects().ended().forEach(log::absent);
    follow(change);
  }

  private void tellStanding(Event event) {
    if (event instanceof Event.RankChanged changed) {
      tellStanding(changed.member());
    } else if (event instanceof Event.MemberMuted muted) {
      tellStanding(muted.member());
    } else if (event instanceof Event.MemberUnmuted unmuted) {
      tellStanding(unmuted.member());
    } else if (event instanceof Event.Warned warned && warned.acknowledge()) {
      tellStanding(warned.member());
    } else if (event instanceof Event.Acknowledged acknowledged) {
      tellStanding(acknowledged.member());
    } else if (event instanceof Event.Message message
        && (state.snapshot().speech().countTime()
            || state.isFirstHeardAt(message.from().id(), at))) {
      tellStanding(message.from().id());
    } else if (event instanceof Event.MessageHeld held && state.snapshot().speech().countTime()) {
      tellStanding(held.message().from().id());
    } else if (event instanceof Event.NickChanged changed
        && state.snapshot().speech().countTime()) {
      tellStanding(changed.member());
    } else if (event instanceof Event.TitleChanged changed
        && state.snapshot().speech().countTime()) {
      tellStanding(new MemberId(changed.by()));
    } else if (event instanceof Event.SlowChanged changed && changed.slow().isPresent()) {
      tellStandings();
    } else if (event instanceof Event.ShieldChanged changed && changed.shield().isPresent()) {
      tellStandings();
    }
  }

  /// Updates all members: while slow mode or a shield is on, their connections must know when they
  /// last spoke.
  private void tellStandings() {
    for (MembershipId id : memberships.joined()) {
      state
          .member(id)
          .map(member -> state.standing(member.id()))
          .ifPresent(standing -> memberships.tell(id, it -> it.standing(standing)));
    }
  }

  private void tellStanding(MemberId member) {
    Standing standing = state.standing(member);
    for (MembershipId id : state.memberships(member)) {
      memberships.tell(id, it -> it.standing(standing));
    }
  }

  /// Updates the presence list and this node's memberships.
  private void follow(Change change) {
    switch (change.event()) {
      case Event.Joined joined -> {
        present(joined.member());
        tellStanding(joined.member());
        challenge(joined.member(), joined.membership());
      }
      case Event.Challenged challenged -> challenge(challenged.member(), null);
      case Event.Left left -> memberships.ended(left.membership(), left.ending(), log.head());
      case Event.RankChanged changed -> {
        present(changed.member());
        tellModeration(changed.member());
      }
      case Event.NickChanged changed -> present(changed.member());
      case Event.PasswordGuessed _ -> tellModeration();
      case Event.Private told -> tell(told);
      case Event.SlotsChanged changed -> changed.edits().forEach(this::present);
      case Event.Reigned reigned ->
          log.announce(node.settings().epochFrame().frame(topic, reigned.epoch(), change.seq()));
      case Event.Told _,
          Event.NodeLeft _,
          Event.Died _,
          Event.KeptOut _,
          Event.Forgotten _,
          Event.PasswordSet _,
          Event.KeywordBlocked _,
          Event.AccountRankChanged _,
          Event.Affiliated _,
          Event.Unaffiliated _,
          Event.RegistrationChanged _,
          Event.Audited _,
          Event.Erased _,
          Event.Acknowledged _,
          Event.Swept _,
          Event.SweepUndone _,
          Event.Answered _ -> {}
    }
  }

  private void tell(Event.Private event) {
    switch (event) {
      case Event.Warned warned -> tell(warned.member(), event);
      case Event.MessageHeld _ -> tellModerators(event, null);
      case Event.MessageResolved resolved -> {
        tell(resolved.author(), event);
        tellModerators(event, resolved.author());
      }
    }
  }

  private void tell(MemberId member, Event.Private event) {
    for (MembershipId id : state.memberships(member)) {
      memberships.tell(id, it -> it.told(event, log.head()));
    }
  }

  private void tellModerators(Event.Private event, @Nullable MemberId except) {
    for (MembershipId id : memberships.joined()) {
      state
          .member(id)
          .map(Member::id)
          .filter(member -> !member.equals(except) && state.moderates(member))
          .ifPresent(_ -> memberships.tell(id, it -> it.told(event, log.head())));
    }
  }

  /// Tells all moderators what has changed for them.
  private void tellModeration() {
    for (MembershipId id : memberships.joined()) {
      state
          .member(id)
          .flatMap(member -> state.moderation(member.id(), node.time().epochMillis()))
          .ifPresent(news -> memberships.tell(id, it -> it.moderates(news, log.head())));
    }
  }

  /// A new moderator has not seen what moderators were sent before.
  private void tellModeration(MemberId member) {
    state
        .moderation(member, node.time().epochMillis())
        .ifPresent(moderation -> {
          for (MembershipId id : state.memberships(member)) {
            memberships.tell(id, it -> it.moderates(moderation, log.head()));
          }
        });
  }

  /// Challenges all memberships of a member but one to show that somebody is there.
  private void challenge(MemberId member, @Nullable MembershipId except) {
    for (MembershipId id : state.memberships(member)) {
      if (!id.equals(except)) {
        memberships.tell(id, Subscriber::challenged);
      }
    }
  }

  private void present(MemberId member) {
    state.memberships(member).forEach(this::present);
  }

  private void present(SlotEdit edit) {
    if (edit.place().scope() instanceof SlotScope.Assigns(MembershipId id)) {
      present(id);
    }
  }

  private void present(MembershipId id) {
    state.member(id).ifPresent(member -> log.present(id, member, state.presenceMeta(id)));
  }

  /// What a membership gets when it joins now. It must be in the state.
  Subscriber.Entered entered(MembershipId id) {
    long now = node.time().epochMillis();
    Member me =
        state
            .memberAt(id, now)
            .orElseThrow(() -> new IllegalStateException(topic + ": " + id + " is not a member"));
    return new Subscriber.Entered(
        start(),
        me,
        state.standingAt(me.id(), now),
        state.moderation(me.id(), now),
        state.warning(me.id()));
  }

  /// What every reader gets who begins now.
  Feed.Start start() {
    return new Feed.Start(log, state.snapshot(), history(), state.reigns());
  }

  private List<Change> history() {
    if (historySeq != state.seq()) {
      history = List.copyOf(state.history());
      historySeq = state.seq();
    }
    return history;
  }

  /// Wakes the log's readers, and schedules a presence update if there are changes.
  void wake() {
    log.wake();
    if (presence == null && log.isPresenceDue()) {
      presence = inbox.tellAfter(PRESENCE_PACE_MILLIS, new ToReplica.FlushPresence());
    }
  }

  /// Sends the presence changes that have gathered.
  void flushPresence() {
    presence = null;
    log.flushPresence();
    wake();
  }

  /// Closes the log; its current readers can still read what is there.
  void close() {
    if (presence != null) {
      presence.cancel(false);
    }
    log.wake();
    log.close();
  }
}
