package hubbub.cluster;

import hubbub.topic.MemberId;
import hubbub.topic.PersonInTopic;
import hubbub.topic.Reason;
import hubbub.topic.Refusal;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The state of a replica.
///
///     Left ── somebody arrives, or the node is ready ──▶ Attaching
///
///     Idle ── somebody arrives ──▶ Attaching ── attached ──▶ Following
///      │▲                            ▲   │                       │
///      ││                            │   └── refused ──▶ Idle    │
///      │└── the topic is over ───────┼───────────────────────────┤
///      ▼                             └── the owner met a bug ────┤
///     Ended          Idle ◀── a minute later ── Incompatible ◀───┘ unreadable
sealed interface ReplicaState {
  /// The replica's view of its topic, if it has one.
  @Nullable TopicView view();

  /// The place of the next frame in the log; 0 without a view.
  default long head() {
    TopicView view = view();
    return view == null ? 0 : view.head();
  }

  /// What the topic has of a member at `now`; nothing, if the owner is elsewhere: its node answers.
  default Optional<PersonInTopic> about(MemberId member, long now) {
    TopicView view = view();
    boolean isAnsweredElsewhere = this instanceof Following(Decider owner, _) && !owner.isHere();
    return view == null || isAnsweredElsewhere
        ? Optional.empty()
        : PersonInTopic.of(view.state(), member, now);
  }

  /// Ends all decisions, and answers with what the next run of the node goes on with, if anything.
  default Optional<SavedTopic> save() {
    return switch (this) {
      case Following(Decider owner, _) -> owner.save();
      case Left(var saved) -> saved.get();
      case Attaching(_, TopicView view) -> Optional.ofNullable(view).map(TopicView::saved);
      case Idle _, Incompatible _, Ended _ -> Optional.empty();
    };
  }

  /// It has no view and needs no owner.
  record Idle() implements ReplicaState {
    @Override
    public @Nullable TopicView view() {
      return null;
    }
  }

  /// The last run left the topic, which is made when it is first needed.
  record Left(Supplier<Optional<SavedTopic>> saved) implements ReplicaState {
    @Override
    public @Nullable TopicView view() {
      return null;
    }
  }

  /// It is looking for an owner. It has a view if the last owner met a bug or is out of reach, or
  /// if the last run left the topic.
  record Attaching(AttachAttempt attempt, @Nullable TopicView view) implements ReplicaState {
    /// Whether it keeps looking although it was refused: if it has what would be lost otherwise,
    /// and the refusal is only for now.
    boolean goesOnAfter(Refusal refusal) {
      boolean isForNow =
          refusal.reason() == Reason.UNAVAILABLE || refusal.reason() == Reason.SHUTTING_DOWN;
      return view != null && isForNow;
    }
  }

  /// It shows what `owner` decides.
  record Following(Decider owner, TopicView view) implements ReplicaState {}

  /// What the owner sends can't be read here. Whoever comes is refused, until `end`.
  record Incompatible(Future<?> end) implements ReplicaState {
    @Override
    public @Nullable TopicView view() {
      return null;
    }
  }

  /// It has been taken out of the registry, and ignores messages.
  record Ended() implements ReplicaState {
    @Override
    public @Nullable TopicView view() {
      return null;
    }
  }
}
