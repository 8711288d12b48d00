package hubbub.cluster;

import java.util.Optional;

/// Whether one topic is counted among those that nobody is in. Confined to the topic's owner.
final class LingeringCount {
  private final LingeringTopics all;
  private final Reign reign;
  private final Runnable tooMany;
  private Optional<LingeringTopics.Lingering> counted = Optional.empty();
  private long countedBytes;

  /// `tooMany` is called, on any thread, if the topic has to end before its time.
  LingeringCount(LingeringTopics all, Reign reign, Runnable tooMany) {
    this.all = all;
    this.reign = reign;
    this.tooMany = tooMany;
  }

  /// Counts the topic with what its messages take now, or no longer counts it, by whether anybody
  /// is in it. One whose members were all cut off, as by a restart, is not counted while they are
  /// expected back: nobody made it to take memory.
  void update() {
    if (!reign.isEmpty()) {
      stop();
      return;
    }
    long bytes = reign.state().messageBytes();
    if (!reign.isDeserted() && (counted.isEmpty() || bytes != countedBytes)) {
      stop();
      countedBytes = bytes;
      counted = Optional.of(all.add(bytes, tooMany));
    }
  }

  /// No longer counts the topic.
  void stop() {
    counted.ifPresent(all::remove);
    counted = Optional.empty();
  }

  boolean isCounted() {
    return counted.isPresent();
  }
}
