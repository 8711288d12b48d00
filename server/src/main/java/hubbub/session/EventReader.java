package hubbub.session;

import hubbub.fanout.Cursor;
import hubbub.fanout.Outlet;
import hubbub.protocol.JoinRequest;
import hubbub.protocol.ReplyWriter;
import hubbub.protocol.StartWriter;
import hubbub.session.guard.JoinAllowance;
import hubbub.topic.MembershipId;
import hubbub.topic.Reason;
import hubbub.topic.Refusal;
import hubbub.topic.TopicName;
import hubbub.topic.port.Feed;
import hubbub.topic.port.Spectator;
import hubbub.topic.port.Topics;
import hubbub.wire.EventStream;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/// One HTTP client that reads a topic's events. Confined to the connection's loop, except the calls
/// of [Spectator], which the replica makes; what they say takes effect on the loop.
///
///     asking ── may watch ──▶ following ◀── resynced / fell behind ──▶ lagged
///        └── refused ──▶ over ◀── ended, sent back, or the client is gone ────┘
public final class EventReader implements Spectator {
  private static final long LEAST_RETRY_MILLIS = 1_000;

  private final SessionContext sessionContext;
  private final Optional<JoinRequest.Since> since;
  private final JoinAllowance allowance;
  private final Outlet outlet;
  private final Connection connection;
  private final MembershipId id;
  private final Cursor cursor;
  private Topics.@Nullable Watching watching;
  private long lostSeq;
  private boolean isOver;

  /// The HTTP side of the connection.
  public interface Connection {
    /// The client may read: what is written from now on is its stream.
    void begin();

    /// There is no such topic. Nothing more is written.
    void refuse(Refusal refusal);

    /// The stream is over. Nothing more is written.
    void end();
  }

  /// What a client asked for: what follows `since`, if the topic still has that. What it is sent
  /// for a start counts in `allowance`.
  public record Asked(Optional<EventStream.Place> since, JoinAllowance allowance) {}

  /// A reader that writes to `outlet` once it [starts][#start].
  public EventReader(
      SessionContext sessionContext, Asked asked, Outlet outlet, Connection connection) {
    this.sessionContext = sessionContext;
    this.since = asked.since().map(place -> new JoinRequest.Since(place.epoch(), place.seq()));
    this.allowance = asked.allowance();
    this.outlet = outlet;
    this.connection = connection;
    this.id = sessionContext.topics().nextMembership();
    this.cursor = outlet.open(id, this::lagged);
  }

  /// Asks for the events of `topic`. To be called once.
  public void start(TopicName topic) {
    if (sessionContext.kinds().containsKey(topic.kind())) {
      watching = sessionContext.topics().watch(topic, id, Optional.empty(), this);
    } else {
      refused(Refusal.of(Reason.NO_SUCH_TOPIC));
    }
  }

  @Override
  public void watching(Feed.Start start, long after) {
    cursor.at(after, () -> begin(start, after));
  }

  @Override
  public void resynced(Feed.Start start, long after) {
    cursor.at(after, () -> resume(start, after));
  }

  @Override
  public void refused(Refusal refusal) {
    cursor.at(
        0,
        () -> {
          if (!refusal.isForGood()) {
            sendBack(refusal);
          } else if (!isOver) {
            isOver = true;
            connection.refuse(refusal);
          }
        });
  }

  @Override
  public void ended(Refusal why, long after) {
    cursor.at(after, () -> close(why));
  }

  private void begin(Feed.Start start, long after) {
    if (isOver) {
      return;
    }
    connection.begin();
    StartWriter writer = StartWriter.forEvents(start);
    long now = System.currentTimeMillis();
    OptionalLong place = missedFrom(start, writer, after);
    if (place.isPresent()) {
      // without an id: the client has not got what it missed yet
      long seq = since.orElseThrow().seq();
      drew(missedBytes(start.feed().since(seq, after).orElse(List.of())));
      outlet.write(EventStream.event("state", drawn(writer.state(true, now))));
      cursor.follow(start.feed(), place.getAsLong(), seq);
    } else {
      outlet.write(EventStream.event(idOf(start), "state", drawn(writer.state(false, now))));
      cursor.follow(start.feed(), after, start.snapshot().seq());
    }
  }

  private byte[] drawn(byte[] payload) {
    drew(payload.length);
    return payload;
  }

  private void drew(int bytes) {
    sessionContext.guard().drew(allowance, bytes, System.nanoTime());
  }

  private static int missedBytes(List<Feed.Frame> missed) {
    return missed.stream().mapToInt(frame -> frame.bytes().length).sum();
  }

  /// The place of the first event that the client missed; empty if the topic was never where the
  /// client says that it was, or the log no longer has everything since.
  private OptionalLong missedFrom(Feed.Start start, StartWriter writer, long after) {
    return since.filter(writer::hasBeenAt).isPresent()
        ? start.feed().placeAfter(since.get().seq(), after)
        : OptionalLong.empty();
  }

  private static String idOf(Feed.Start start) {
    return EventStream.id(start.snapshot().epoch().value(), start.snapshot().seq());
  }

  private void lagged(long seq) {
    lostSeq = seq;
    if (watching != null) {
      watching.resync();
    }
  }

  private void resume(Feed.Start start, long after) {
    if (isOver) {
      return;
    }
    long seq = start.snapshot().seq();
    if (seq > lostSeq) {
      byte[] payload =
          StartWriter.forEvents(start).lagged(lostSeq + 1, seq, System.currentTimeMillis());
      outlet.write(EventStream.event(idOf(start), "lagged", drawn(payload)));
    }
    cursor.follow(start.feed(), after, seq);
  }

  /// Ends the stream: for good, and tells the client why, or only for now.
  public void close(Refusal why) {
    if (!why.isForGood()) {
      sendBack(why);
    } else if (!isOver) {
      stop();
      outlet.write(EventStream.event("closed", ReplyWriter.refused(why).response()));
      connection.end();
    }
  }

  /// A browser never comes back to an event stream that was refused, and pages take `closed` for
  /// the end. So what passes by itself gets neither.
  private void sendBack(Refusal why) {
    long least = why.retryAfterMillis().orElse(LEAST_RETRY_MILLIS);
    sendBack(least + ThreadLocalRandom.current().nextLong(least + 1)); // not all at once
  }

  /// Ends the stream for now: the client comes back by itself after `millis`.
  public void sendBack(long millis) {
    if (!isOver) {
      stop();
      connection.begin();
      outlet.write(EventStream.retry(millis));
      connection.end();
    }
  }

  /// The client is gone.
  public void stop() {
    isOver = true;
    cursor.stop();
    if (watching != null) {
      watching.stop();
    }
  }
}
