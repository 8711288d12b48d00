package hubbub.protocol;

import hubbub.topic.Change;
import hubbub.topic.Snapshot;
import hubbub.topic.Standing;
import hubbub.topic.TopicState;
import hubbub.topic.port.Feed;
import hubbub.topic.port.Subscriber.Entered;
import hubbub.wire.JsonWriter;
import hubbub.wire.Splice;
import java.util.List;
import java.util.Optional;

/// The response to a join: the topic, the member itself, and either history or the events that it
/// missed. Events are cut out of the frames that other members got.
public final class JoinReplyWriter {
  private static final int MAX_BYTES = 256 * 1024;

  private static final int OTHER_BYTES = 8 * 1024;

  private final Entered entered;
  private final Own own;

  /// What a member learns about itself alone: `key` is what a guest needs to be the same one again,
  /// `account` what its site calls a user.
  public record Own(Optional<String> key, Optional<String> account, List<String> badges) {
    public Own {
      badges = List.copyOf(badges);
    }
  }

  /// Replies to a member that entered.
  public JoinReplyWriter(Entered entered, Own own) {
    this.entered = entered;
    this.own = own;
  }

  /// The response to `request`, as of place `after` in the log and time `now`.
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
    history(json, entered.history());
    return json.endObject().toBytes();
  }

  private void write(JsonWriter json, boolean recovered, long now) {
    Snapshot topic = entered.snapshot().at(now);
    TopicWriter.topic(json, topic);
    me(json, now);
    json.field("epoch", topic.epoch().value())
        .field("seq", topic.seq())
        .field("recovered", recovered);
  }

  private void me(JsonWriter json, long now) {
    Standing standing = entered.standing();
    json.name("me").beginObject();
    PeopleWriter.person(json, entered.me().id(), entered.me().nick(), standing.rank());
    if (standing.mutedUntilAt() > now) {
      PeopleWriter.mutedUntil(json, standing.mutedUntilAt());
    }
    own.account().ifPresent(name -> json.field("account", name));
    PeopleWriter.badges(json, own.badges());
    own.key().ifPresent(text -> json.field("key", text));
    json.endObject();
  }

  /// The events after `since`. Empty if the topic never had that epoch, if the epoch never reached
  /// that seq, if the log no longer has all of them, or if they are too big for one reply.
  private Optional<List<Feed.Frame>> missed(JoinRequest.Since since, long after) {
    return isOfThisTopic(since)
        ? entered.feed().since(since.seq(), after).filter(JoinReplyWriter::fits)
        : Optional.empty();
  }

  private boolean isOfThisTopic(JoinRequest.Since since) {
    for (TopicState.EpochSpan reign : entered.reigns()) {
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
    String topic = entered.snapshot().topic().value();
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
    List<Change> all = entered.history();
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
    ReplyWriter.payloads(json, entered.snapshot().topic(), messages.subList(from, messages.size()));
  }
}
