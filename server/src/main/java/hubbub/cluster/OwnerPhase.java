package hubbub.cluster;

/// How far an [Owner] has got in its life.
sealed interface OwnerPhase {
  /// It is followed, and decides.
  record Followed(Follower follower) implements OwnerPhase {}

  /// It decides, and nobody is shown it.
  record Alone() implements OwnerPhase {}

  /// It decides nothing any more: another node is to.
  record Paused(Follower follower) implements OwnerPhase {}

  /// It decides nothing any more: its state is left to the next run of the node.
  record Saved(Follower follower) implements OwnerPhase {}

  /// It has ended.
  record Over() implements OwnerPhase {}

  /// Whether it decides nothing any more.
  default boolean isStopped() {
    return switch (this) {
      case Followed _, Alone _ -> false;
      case Paused _, Saved _, Over _ -> true;
    };
  }
}
