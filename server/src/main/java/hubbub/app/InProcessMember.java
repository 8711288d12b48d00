package hubbub.app;

import hubbub.protocol.PayloadJson;
import hubbub.topic.Command;
import hubbub.topic.Ending;
import hubbub.topic.Event;
import hubbub.topic.Moderation;
import hubbub.topic.Outcome;
import hubbub.topic.Reason;
import hubbub.topic.Refusal;
import hubbub.topic.Standing;
import hubbub.topic.TopicName;
import hubbub.topic.extension.Payload;
import hubbub.topic.port.Feed;
import hubbub.topic.port.Subscriber;
import hubbub.topic.port.Topics;
import hubbub.wire.Splice;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// The only implementation of [Subscription]. Whatever the replica reports is queued on `turns`,
/// behind the events that it follows from, as for a connection. `watched` belongs to the replica's
/// thread, the other fields to `turns`.
final class InProcessMember implements Subscription, Subscriber {
  private final TopicName topic;
  private final Listener listener;
  private final SerialExecutor turns = new SerialExecutor();
  private final AtomicBoolean isAwake = new AtomicBoolean();
  private final Runnable wake = this::wake;
  private final Map<Long, CompletableFuture<Outcome>> underWay = new HashMap<>();
  private @Nullable Feed watched;
  private volatile long head;
  private Topics.@Nullable Attachment attachment;
  private @Nullable Feed feed;
  private long seq;
  private long number;

  private InProcessMember(TopicName topic, Listener listener) {
    this.topic = topic;
    this.listener = listener;
  }

  static Subscription join(Topics topics, TopicName topic, Command.Join join, Listener listener) {
    InProcessMember resident = new InProcessMember(topic, listener);
    resident.turns.add(
        () -> resident.attachment = topics.join(topic, topics.nextMembership(), join, resident));
    return resident;
  }

  @Override
  public CompletionStage<Outcome> send(Command command) {
    CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    turns.add(() -> ask(command, outcome));
    return outcome.minimalCompletionStage();
  }

  private void ask(Command command, CompletableFuture<Outcome> outcome) {
    if (attachment == null) {
      outcome.complete(new Outcome.Refused(Refusal.of(Reason.UNMATCHED_TOPIC)));
    } else {
      underWay.put(++number, outcome);
      attachment.send(number, command);
    }
  }

  @Override
  public void close() {
    turns.add(() -> {
      if (attachment != null) {
        attachment.leave(Command.How.LEFT);
      }
    });
  }

  @Override
  public void joined(Entered entered, long after) {
    watch(entered.feed(), after);
    turns.add(() -> {
      follow(entered);
      listener.entered(entered.snapshot());
    });
  }

  @Override
  public void resynced(Entered entered, long after) {
    watch(entered.feed(), after);
    turns.add(() -> {
      follow(entered);
      listener.lagged(entered.snapshot());
    });
  }

  private void watch(Feed now, long after) {
    unwatch();
    head = after;
    watched = now;
    now.watch(wake);
  }

  private void unwatch() {
    if (watched != null) {
      watched.unwatch(wake);
      watched = null;
    }
  }

  private void wake() {
    if (watched != null) {
      head = watched.head();
      if (isAwake.compareAndSet(false, true)) {
        turns.add(this::look);
      }
    }
  }

  private void look() {
    isAwake.set(false);
    readTo(head);
  }

  private void follow(Entered entered) {
    feed = entered.feed();
    seq = entered.snapshot().seq();
  }

  /// Passes the log's frames before `end` to the listener. If some are gone, asks for a resync.
  private void readTo(long end) {
    if (feed == null || attachment == null) {
      return;
    }
    Optional<List<Feed.Frame>> frames = feed.since(seq, end);
    if (frames.isEmpty()) {
      feed = null;
      attachment.resync();
    }
    frames.orElse(List.of()).forEach(this::tell);
  }

  private void tell(Feed.Frame frame) {
    seq = frame.seq();
    Payload payload = PayloadJson.read(Splice.payload(topic.value(), frame.bytes()));
    Told told = new Told(topic, seq, Splice.event(topic.value(), frame.bytes()), payload);
    SerialExecutor.take(() -> listener.told(told));
  }

  @Override
  public void answered(long which, Outcome outcome, long after) {
    turns.add(() -> {
      readTo(after);
      CompletableFuture<Outcome> waiting = underWay.remove(which);
      if (waiting != null) {
        waiting.complete(outcome);
      }
    });
  }

  @Override
  public void refused(Refusal refusal) {
    turns.add(() -> {
      finish();
      listener.refused(refusal);
    });
  }

  @Override
  public void ended(Ending ending, long after) {
    unwatch();
    turns.add(() -> {
      readTo(after);
      finish();
      listener.ended(ending);
    });
  }

  private void finish() {
    feed = null;
    attachment = null;
    Outcome over = new Outcome.Refused(Refusal.of(Reason.UNMATCHED_TOPIC));
    underWay.values().forEach(waiting -> waiting.complete(over));
    underWay.clear();
  }

  /// Ignored: only the owner checks this member's rank.
  @Override
  public void standing(Standing standing) {}

  /// Ignored: the listener can ask for the same with a command.
  @Override
  public void moderates(Moderation moderation, long after) {}

  /// Ignored: what a member inside this process needs to know comes with the replies to its
  /// commands.
  @Override
  public void told(Event.Private event, long after) {}

  /// Always proves to be alive: the member lives as long as this process does.
  @Override
  public void challenged() {
    turns.add(() -> {
      if (attachment != null) {
        attachment.prove();
      }
    });
  }
}
