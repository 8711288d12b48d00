package hubbub.cluster;

import hubbub.topic.Refusal;
import hubbub.topic.Snapshot;
import hubbub.topic.port.Feed;
import hubbub.topic.port.Spectator;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Watches a topic only until it has seen what it is now. Completes `seen`, with nothing if there
/// is no such topic.
record FirstLook(CompletableFuture<Optional<Snapshot>> seen) implements Spectator {
  @Override
  public void watching(Feed.Start start, long after) {
    seen.complete(Optional.of(start.snapshot()));
  }

  @Override
  public void resynced(Feed.Start start, long after) {}

  @Override
  public void refused(Refusal refusal) {
    seen.complete(Optional.empty());
  }

  @Override
  public void ended(Refusal why, long after) {
    seen.complete(Optional.empty());
  }
}
