package hubbub.protocol;

import hubbub.topic.Change;
import hubbub.topic.Snapshot;
import hubbub.topic.TopicState;
import hubbub.topic.port.Feed;
import hubbub.wire.JsonWriter;
import hubbub.wire.Splice;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// What every reader of a topic gets first: the topic, and either history or the events that it
/// missed. Events are cut out of the frames that others got. `self` writes what the reader learns
/// about itself.
public final class StartWriter {
  private static final int MAX_BYTES = 256 * 1024;

  private static final int OTHER_BYTES = 8 * 1024;

  private final Feed.Start start;
  private final Consumer<JsonWriter> self;

  StartWriter(Feed.Start start, Consumer<JsonWriter> self) {
    this.start = start;
    this.self = self;
  }

  /// For a spectator on a socket, whose `me` says no more than that.
  public static StartWriter forSpectator(Feed.Start start) {
    return new StartWriter(
        start, json -> json.name("me").beginObject().field("spectator", true).endObject());
  }

  /// For the reader of an event stream, who has no `me`.
  public static StartWriter forEvents(Feed.Start start) {
    return new StartWriter(start, _ -> {});
  }

  /// The response to a join with `request`, as of place `after` in the log and time `now`.
  public byte[] response(JoinRequest request, long after, long now) {
    JsonWriter json = new JsonWriter().beginObject();
    Optional<List<Feed.Frame>> missed = request.since().flatMap(since -> missed(since, after));
    write(json, missed.isPresent(), now);
    if (missed.isPresent()) {
      missed(json, missed.get());
    } else {
      history(json, wanted(request, now));
    }
    return json.endObject().toBytes();
  }

  /// The payload of `lagged` at time `now`: the skipped range of seqs, and everything that a join
  /// reply has.
  public byte[] lagged(long fromSeq, long toSeq, long now) {
    JsonWriter json =
        new JsonWriter().beginObject().field("from_seq", fromSeq).field("to_seq", toSeq);
    write(json, false, now);
    history(json, start.history());
    return json.endObject().toBytes();
  }

  /// The payload of `state`, which begins an event stream, at time `now`. A reader that resumes
  /// gets the events that it missed after it, and no history.
  public byte[] state(boolean recovered, long now) {
    JsonWriter json = new JsonWriter().beginObject();
    write(json, recovered, now);
    if (!recovered) {
      history(json, start.history());
    }
    return json.endObject().toBytes();
  }

  private void write(JsonWriter json, boolean recovered, long now) {
    Snapshot topic = start.snapshot().at(now);
    TopicWriter.topic(json, topic);
    self.accept(json);
    json.field("epoch", topic.epoch().value())
        .field("seq", topic.seq())
        .field("recovered", recovered);
  }

  /// The events after `since`. Empty if the topic was never there, if the log no longer has all of
  /// them, or if they are too big for one reply.
  private Optional<List<Feed.Frame>> missed(JoinRequest.Since since, long after) {
    return hasBeenAt(since)
        ? start.feed().since(since.seq(), after).filter(StartWriter::fits)
        : Optional.empty();
  }

  /// Whether the topic had that epoch, and the epoch reached that seq.
  public boolean hasBeenAt(JoinRequest.Since since) {
    for (TopicState.EpochSpan reign : start.reigns()) {
      if (reign.epoch().value().equals(since.epoch())) {
        return since.seq() <= reign.lastSeq();
      }
    }
    return false;
  }

  private static boolean fits(List<Feed.Frame> frames) {
    long bytes = OTHER_BYTES;
    for (Feed.Frame frame : frames) {
      bytes += frame.bytes().length;
    }
    return bytes <= MAX_BYTES;
  }

  private void missed(JsonWriter json, List<Feed.Frame> frames) {
    String topic = start.snapshot().topic().value();
    json.name("missed").beginArray();
    for (Feed.Frame frame : frames) {
      json.beginObject()
          .field("seq", frame.seq())
          .field("event", Splice.event(topic, frame.bytes()))
          .name("payload")
          .raw(Splice.payload(topic, frame.bytes()))
          .endObject();
    }
    json.endArray();
  }

  private List<Change> wanted(JoinRequest request, long now) {
    List<Change> all = start.history();
    int from = Math.max(0, all.size() - request.history());
    while (from < all.size() && now - all.get(from).at() > request.historyMillis()) {
      from++;
    }
    return all.subList(from, all.size());
  }

  private void history(JsonWriter json, List<Change> messages) {
    int from = messages.size();
    long bytes = OTHER_BYTES;
    while (from > 0 && bytes + messages.get(from - 1).frame().length <= MAX_BYTES) {
      bytes += messages.get(--from).frame().length;
    }
    json.name("history");
    ReplyWriter.payloads(json, start.snapshot().topic(), messages.subList(from, messages.size()));
  }
}
