package hubbub.cluster;

import java.util.Optional;
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
///      ▼                             └── the owner met a bug ────┘
///     Ended
sealed interface ReplicaState {
  /// The replica's view of its topic, if it has one.
  @Nullable TopicView view();

  /// The place of the next frame in the log; 0 without a view.
  default long head() {
    TopicView view = view();
    return view == null ? 0 : view.head();
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

  /// It is looking for an owner. It still has its view if the last owner met a bug.
  record Attaching(AttachAttempt attempt, @Nullable TopicView view) implements ReplicaState {}

  /// It shows what `owner` decides.
  record Following(Owner owner, TopicView view) implements ReplicaState {}

  /// It has been taken out of the registry, and ignores messages.
  record Ended() implements ReplicaState {
    @Override
    public @Nullable TopicView view() {
      return null;
    }
  }
}
