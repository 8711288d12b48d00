package hubbub.cluster.sim;

import hubbub.cluster.peer.NodeId;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/// One run of a node: its loops and its clocks.
///
///     running ◀── pause, resume ──▶ paused
///        └──────── end ──▶ ended ◀─────┘
///
/// What is due while it is paused happens as soon as it goes on. When it has ended, nothing does.
final class SimMachine {
  private static final long EPOCH_MILLIS = 1_800_000_000_000L;
  private static final long MOST_OFFSET_MILLIS = 2_000;
  private static final double MOST_DRIFT = 100e-6;

  private final int place;
  private final NodeId id;
  private final SimScheduler scheduler;
  private final RandomGenerator chance;
  private final Queue<Runnable> missed = new ArrayDeque<>();
  private final List<ScheduledExecutorService> loops;
  private final SimLoop events;
  private final SimLoop shardEvents;
  private final long originNanos;
  private final double rate;
  private long offsetMillis;
  private long pausedAt = -1;
  private State state = State.RUNNING;

  private enum State {
    RUNNING,
    PAUSED,
    ENDED
  }

  /// A node at that place; `run` counts its runs there.
  SimMachine(int place, int run, SimScheduler scheduler) {
    this.place = place;
    this.scheduler = scheduler;
    this.chance = scheduler.chance();
    this.id = new NodeId(number(place, run), address(place));
    this.loops = List.of(new SimLoop(this, scheduler), new SimLoop(this, scheduler));
    this.events = new SimLoop(this, scheduler);
    this.shardEvents = new SimLoop(this, scheduler);
    this.originNanos = chance.nextLong(Long.MAX_VALUE / 2) - Long.MAX_VALUE / 4;
    this.rate = 1 + MOST_DRIFT * (2 * chance.nextDouble() - 1);
    this.offsetMillis = chance.nextLong(2 * MOST_OFFSET_MILLIS) - MOST_OFFSET_MILLIS;
  }

  /// Scattered over all 24 bits, as drawn ones are.
  private static int number(int place, int run) {
    return (place + 1 + 1000 * run) * 0x9E3779 & 0xFFFFFF;
  }

  /// The address of the nodes at that place.
  static String address(int place) {
    return "10.0.0." + (place + 1) + ":4100";
  }

  int place() {
    return place;
  }

  NodeId id() {
    return id;
  }

  /// The event loops of its topics.
  List<ScheduledExecutorService> loops() {
    return loops;
  }

  /// The thread on which it hears of other nodes.
  SimLoop events() {
    return events;
  }

  /// The thread on which it hears of shards. In order with itself, not with [#events].
  SimLoop shardEvents() {
    return shardEvents;
  }

  /// Its own source of chance.
  RandomGenerator chance() {
    return chance;
  }

  /// Its clock, nanoseconds from an arbitrary origin.
  long nanos() {
    return originNanos + (long) (scheduler.now() * rate);
  }

  /// Its clock, milliseconds since 1970.
  long epochMillis() {
    return EPOCH_MILLIS + offsetMillis + TimeUnit.NANOSECONDS.toMillis(scheduler.now());
  }

  /// Somebody sets its clock.
  void setClock(long byMillis) {
    offsetMillis += byMillis;
  }

  boolean isRunning() {
    return state == State.RUNNING;
  }

  boolean isPaused() {
    return state == State.PAUSED;
  }

  boolean isEnded() {
    return state == State.ENDED;
  }

  /// Runs a task that is due on it.
  void run(Runnable task) {
    switch (state) {
      case RUNNING -> task.run();
      case PAUSED -> missed.add(task);
      case ENDED -> {}
    }
  }

  /// Runs a task on it after that time.
  void after(long nanos, Runnable task) {
    scheduler.after(nanos, () -> run(task));
  }

  /// Stops it as SIGSTOP does: its clock goes on.
  void pause() {
    if (state == State.RUNNING) {
      state = State.PAUSED;
      pausedAt = scheduler.now();
    }
  }

  /// Whether it has run all the time since then.
  boolean hasRunSince(long since) {
    return isRunning() && pausedAt < since;
  }

  /// Lets it go on as SIGCONT does.
  void resume() {
    if (state == State.PAUSED) {
      state = State.RUNNING;
      for (Runnable task = missed.poll(); task != null; task = missed.poll()) {
        Runnable next = task;
        scheduler.run(() -> run(next));
      }
    }
  }

  /// Ends it as SIGKILL does.
  void end() {
    state = State.ENDED;
    missed.clear();
  }

  @Override
  public String toString() {
    return "n" + place + "#" + Integer.toHexString(id.number());
  }
}
