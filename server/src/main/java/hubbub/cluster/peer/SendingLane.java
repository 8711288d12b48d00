package hubbub.cluster.peer;

import hubbub.cluster.peer.Frame.Ack;
import hubbub.cluster.peer.Frame.Ask;
import hubbub.cluster.peer.Frame.Data;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// The messages of one loop to one peer: in order, each exactly once. The loop of the lane, all of
/// it.
///
/// What is sent in one turn of the loop is gathered into frames at its end. At most
/// [FramesInFlight#WINDOW_BYTES] are on their way; the rest waits. A frame is kept until the peer has
/// applied it. The peer says at once when frames are missing between those that came; to find out
/// about the last ones, it is asked after [#PATIENCE_NANOS] without progress.
///
///             too much unsent                   the loop hears `lost`
///     FLOWING ────────────────▶ LOST (drops all) ────────────────────▶ FLOWING, next life
///        │ removed                │ removed
///        └──────────▶ CLOSED ◀────┘
final class SendingLane {
  private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private enum State {
    FLOWING,
    LOST,
    CLOSED
  }

  private final PeerLink link;
  private final Setup setup;

  private final UnsentMessages unsent;
  private final NavigableMap<Long, List<Runnable>> waiting = new TreeMap<>();
  private FramesInFlight inFlight = new FramesInFlight();
  private LaneId id;
  private State state = State.FLOWING;
  private long position;
  private long lostPosition;
  private long appliedPosition;
  private long quietSinceNanos;
  private boolean isFlushing;
  private boolean isWatching;

  /// What a lane is given.
  ///
  /// @param loop the number of its loop
  /// @param onLost tells every loop that messages were dropped, each in a turn of its own
  record Setup(int loop, OwnLoops loops, LongSupplier nanos, Runnable onLost) {}

  SendingLane(PeerLink link, Setup setup, int mostUnsentBytes) {
    this.link = link;
    this.setup = setup;
    this.id = new LaneId(setup.loop(), 0);
    this.unsent = new UnsentMessages(mostUnsentBytes);
  }

  /// Sends a message, at the end of this turn. Returns its position.
  long send(int shard, byte[] message) {
    position++;
    if (state == State.FLOWING && unsent.hasRoomFor(message.length)) {
      unsent.add(shard, message, position);
      link.unsent(UnsentMessages.cost(message.length));
      flushSoon();
    } else if (state == State.FLOWING) {
      lose();
    }
    return position;
  }

  /// See [Peers#whenApplied].
  void whenApplied(long position, Runnable then) {
    boolean isDropped = position > 0 && position <= lostPosition;
    if (state == State.CLOSED || (position <= appliedPosition && !isDropped)) {
      runLater(then);
    } else if (!isDropped) {
      waiting.computeIfAbsent(position, at -> new ArrayList<>()).add(then);
    }
  }

  private void flushSoon() {
    if (!isFlushing) {
      isFlushing = true;
      runLater(this::flush);
    }
  }

  private void flush() {
    isFlushing = false;
    long before = unsent.bytes();
    while (!unsent.isEmpty() && inFlight.hasRoom()) {
      sendFrame(unsent.take());
    }
    link.unsent(unsent.bytes() - before);
  }

  private void sendFrame(List<Piece> pieces) {
    if (inFlight.isEmpty()) {
      quietSinceNanos = setup.nanos().getAsLong();
    }
    byte[] frame = link.write(new Data(id, inFlight.lastSeq() + 1, pieces));
    inFlight.add(frame, unsent.takenPosition());
    watch();
    link.send(frame);
  }

  /// The peer says how far it has come.
  void acknowledged(Ack ack) {
    if (!ack.lane().equals(id) || state != State.FLOWING) {
      return;
    }
    if (!inFlight.isPossible(ack)) {
      link.ignored();
      return;
    }
    if (inFlight.advance(ack)) {
      quietSinceNanos = setup.nanos().getAsLong();
      tellApplied(inFlight.appliedPosition());
    }
    inFlight.missing(ack).forEach(link::sendAgain);
    flush();
  }

  private void tellApplied(long newPosition) {
    appliedPosition = Math.max(appliedPosition, newPosition);
    var due = waiting.headMap(appliedPosition, true);
    due.values().forEach(thens -> thens.forEach(this::runLater));
    due.clear();
  }

  private void watch() {
    if (!isWatching) {
      isWatching = true;
      long waitNanos = quietSinceNanos + PATIENCE_NANOS - setup.nanos().getAsLong();
      setup.loops().schedule(setup.loop(), this::look, waitNanos);
    }
  }

  private void look() {
    isWatching = false;
    if (inFlight.isEmpty()) {
      return;
    }
    if (setup.nanos().getAsLong() - quietSinceNanos >= PATIENCE_NANOS) {
      ask();
    }
    watch();
  }

  /// Asks what the peer is missing, if anything is on its way.
  void ask() {
    if (!inFlight.isEmpty()) {
      quietSinceNanos = setup.nanos().getAsLong();
      link.send(new Ask(id, inFlight.lastSeq()));
    }
  }

  private void lose() {
    state = State.LOST;
    clear();
    setup.onLost().run();
  }

  /// This loop hears that messages were lost. If they were this lane's, it begins anew, and lets
  /// the peer know even if nothing is sent.
  void heardLost() {
    if (state == State.LOST) {
      state = State.FLOWING;
      id = new LaneId(id.loop(), id.life() + 1);
      lostPosition = position;
      waiting.clear();
      sendFrame(List.of());
    }
  }

  /// The peer was removed.
  void close() {
    state = State.CLOSED;
    clear();
    waiting.values().forEach(thens -> thens.forEach(this::runLater));
    waiting.clear();
  }

  private void clear() {
    link.unsent(-unsent.bytes());
    unsent.clear();
    inFlight = new FramesInFlight();
  }

  private void runLater(Runnable task) {
    setup.loops().execute(setup.loop(), task);
  }
}
