package hubbub.cluster;

import hubbub.topic.Ending;
import hubbub.topic.Event;
import hubbub.topic.Moderation;
import hubbub.topic.Outcome;
import hubbub.topic.Rank;
import hubbub.topic.Refusal;
import hubbub.topic.Standing;
import hubbub.topic.port.Subscriber;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A subscriber that records all its calls, in order.
class Ear implements Subscriber {
  /// One call.
  sealed interface Heard {
    record Joined(Entered entered, long after) implements Heard {}

    record Resynced(Entered entered, long after) implements Heard {}

    record Refused(Refusal refusal) implements Heard {}

    record Answered(long number, Outcome outcome, long after) implements Heard {}

    record Stands(Standing standing) implements Heard {}

    record Ended(Ending ending, long after) implements Heard {}

    record Challenged() implements Heard {}

    record Privately(Event.Private event, long after) implements Heard {}

    record Moderates(Moderation moderation, long after) implements Heard {}
  }

  private final List<Heard> all = new CopyOnWriteArrayList<>();
  private final CountDownLatch joined = new CountDownLatch(1);

  /// The rank that it was told last.
  Rank rank() {
    return all(Heard.Stands.class)
        .map(Heard.Stands::standing)
        .reduce((_, last) -> last)
        .orElseGet(() -> joined().entered().standing())
        .rank();
  }

  @Override
  public void joined(Entered entered, long after) {
    all.add(new Heard.Joined(entered, after));
    joined.countDown();
  }

  @Override
  public void resynced(Entered entered, long after) {
    all.add(new Heard.Resynced(entered, after));
  }

  @Override
  public void refused(Refusal refusal) {
    all.add(new Heard.Refused(refusal));
  }

  @Override
  public void answered(long number, Outcome outcome, long after) {
    all.add(new Heard.Answered(number, outcome, after));
  }

  @Override
  public void standing(Standing standing) {
    all.add(new Heard.Stands(standing));
  }

  @Override
  public void ended(Ending ending, long after) {
    all.add(new Heard.Ended(ending, after));
  }

  @Override
  public void moderates(Moderation moderation, long after) {
    all.add(new Heard.Moderates(moderation, after));
  }

  @Override
  public void told(Event.Private event, long after) {
    all.add(new Heard.Privately(event, after));
  }

  @Override
  public void challenged() {
    all.add(new Heard.Challenged());
  }

  List<Heard> all() {
    return all;
  }

  <H extends Heard> Stream<H> all(Class<H> kind) {
    return all.stream().filter(kind::isInstance).map(kind::cast);
  }

  boolean has(Class<? extends Heard> kind) {
    return all.stream().anyMatch(kind::isInstance);
  }

  /// Waits until it has joined.
  void awaitJoined() {
    try {
      if (!joined.await(20, TimeUnit.SECONDS)) {
        throw new AssertionError("not joined, but heard " + all);
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  Heard.Joined joined() {
    return all(Heard.Joined.class).findFirst().orElseThrow();
  }
}
