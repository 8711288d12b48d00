package hubbub.cluster;

/// How far a [Shard] has got here.
sealed interface ShardPhase {
  /// The home is elsewhere, or nowhere.
  record Away() implements ShardPhase {}

  /// The home will be here.
  record Opening(ShardOpening opening) implements ShardPhase {}

  /// The home is here.
  record Here(Owners owners) implements ShardPhase {}

  /// The home is here, and decides nothing any more.
  record Closing(ShardClosing closing) implements ShardPhase {}
}
