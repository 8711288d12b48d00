package hubbub.cluster.sim;

import hubbub.cluster.sim.History.Item;
import hubbub.cluster.sim.History.Place;
import hubbub.topic.Change;
import hubbub.topic.Event;
import hubbub.topic.TopicState.EpochSpan;
import hubbub.topic.port.Feed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Follows a topic's logs for one client, as the cursors of connections do, through all its
/// memberships: it goes on where it was if the new log allows, else it begins anew.
final class SimReader {
  private final History.Stream stream;
  private final Runnable woken = this::read;
  private @Nullable SimLog log;
  private @Nullable Place at;
  private long pos;
  private long bornAt;
  private boolean isSlow;

  SimReader(History.Stream stream) {
    this.stream = stream;
  }

  /// Where it is, if it has begun.
  Optional<Place> at() {
    return Optional.ofNullable(at);
  }

  /// When the topic that it follows was born; 0 if it has not begun.
  long bornAt() {
    return bornAt;
  }

  /// The log that it follows.
  Optional<SimLog> log() {
    return Optional.ofNullable(log);
  }

  /// Follows a log from `after` on: from where it was before, if that is recovered.
  void join(Feed.Start start, long after) {
    Optional<List<Feed.Frame>> missed = missed(start, after);
    if (missed.isEmpty()) {
      begin(start, after);
      return;
    }
    bornAt = start.snapshot().bornAt();
    for (Feed.Frame frame : missed.get()) {
      String epoch = HistoryCheck.epochOf(start.reigns(), frame.seq()).orElseThrow();
      tell(new Place(epoch, frame.seq()), frame.bytes());
    }
    stream.add(new Item.Recovered(start.reigns(), bornAt));
    at = placeOf(start);
    follow(start, after);
  }

  private Optional<List<Feed.Frame>> missed(Feed.Start start, long after) {
    Place last = at;
    boolean isInChain =
        last != null
            && start.reigns().stream()
                .anyMatch(span ->
                    span.epoch().value().equals(last.epoch()) && last.seq() <= span.lastSeq());
    return isInChain && last != null ? start.feed().since(last.seq(), after) : Optional.empty();
  }

  /// Begins anew, from `after` on.
  void begin(Feed.Start start, long after) {
    Item.Seeded seeded = seeded(start);
    stream.add(seeded);
    bornAt = seeded.bornAt();
    at = placeOf(start);
    follow(start, after);
  }

  private static Place placeOf(Feed.Start start) {
    EpochSpan last = start.reigns().getLast();
    return new Place(last.epoch().value(), last.lastSeq());
  }

  /// What a start says, as a reader's beginning.
  static Item.Seeded seeded(Feed.Start start) {
    List<Item.Told> messages = new ArrayList<>();
    for (Change change : start.history()) {
      if (change.event() instanceof Event.Message message && !message.deleted()) {
        HistoryCheck.epochOf(start.reigns(), change.seq())
            .map(epoch -> new Place(epoch, change.seq()))
            .ifPresent(it -> messages.add(new Item.Told(it, SimFrames.text(change.frame()))));
      }
    }
    return new Item.Seeded(start.reigns(), start.snapshot().bornAt(), messages);
  }

  private void follow(Feed.Start start, long after) {
    stop();
    SimLog its = (SimLog) start.feed();
    log = its;
    pos = after;
    isSlow = false;
    its.watch(woken);
  }

  /// Follows no log any more; remembers where it was.
  void stop() {
    if (log != null) {
      log.unwatch(woken);
      log = null;
    }
  }

  /// Reads nothing more, until it begins anew.
  void lag() {
    isSlow = true;
  }

  boolean isLagging() {
    return isSlow;
  }

  private void read() {
    if (log != null) {
      readUntil(log.head());
    }
  }

  /// Reads what is in the log before pos `end`.
  void readUntil(long end) {
    while (log != null && !isSlow && pos < end) {
      SimLog.Entry entry = log.read(pos++);
      if (entry.isTold()) {
        tell(new Place(epoch(), entry.seq()), entry.frame());
      } else {
        announce(SimFrames.text(entry.frame()).split(" "));
      }
    }
  }

  private String epoch() {
    return at == null ? "none" : at.epoch();
  }

  private void tell(Place place, byte[] frame) {
    at = place;
    stream.add(new Item.Told(place, SimFrames.text(frame)));
  }

  private void announce(String[] words) {
    if (words[0].equals("epoch")) {
      long seq = Long.parseLong(words[2]);
      at = new Place(words[1], seq);
      stream.add(new Item.EpochBegan(words[1], seq));
    }
  }
}
