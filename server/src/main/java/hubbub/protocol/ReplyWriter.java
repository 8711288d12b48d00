package hubbub.protocol;

import hubbub.topic.Change;
import hubbub.topic.Ending;
import hubbub.topic.MemberId;
import hubbub.topic.Outcome;
import hubbub.topic.Reason;
import hubbub.topic.Refusal;
import hubbub.topic.TopicName;
import hubbub.wire.JsonWriter;
import hubbub.wire.Splice;

/// Turns outcomes, refusals and endings into payloads for clients. Pure functions.
public final class ReplyWriter {
  private static final byte[] EMPTY = {'{', '}'};

  /// The reply to a command that was carried out, with nothing to add.
  public static final Reply OK = new Reply("ok", EMPTY);

  private ReplyWriter() {}

  /// A reply's status word and response object.
  public record Reply(String status, byte[] response) {}

  /// The reply to a command that had that outcome in `topic`.
  public static Reply of(TopicName topic, Outcome outcome) {
    return switch (outcome) {
      case Outcome.Ok _ -> OK;
      case Outcome.Refused refused -> refused(refused.refusal());
      case Outcome.Sent sent -> new Reply("ok", sent(sent));
      case Outcome.Newcomers newcomers -> new Reply("ok", PeopleWriter.newcomers(newcomers));
      case Outcome.Swept swept -> new Reply("ok", swept(swept));
      case Outcome.Held held -> refused(held.refusal());
      case Outcome.Messages messages -> new Reply("ok", messages(topic, messages));
      case Outcome.Members members -> new Reply("ok", PeopleWriter.members(members));
      case Outcome.Listed listed -> new Reply("ok", PeopleWriter.listed(listed));
      case Outcome.Whois whois -> new Reply("ok", LastingWriter.whois(whois));
      case Outcome.Audited audited -> new Reply("ok", LastingWriter.audited(audited));
      case Outcome.Configured configured ->
          new Reply("ok", LastingWriter.settings(configured.registration()));
      case Outcome.Custom custom ->
          new Reply(custom.status(), PayloadJson.bytes(custom.response()));
      case Outcome.Later _ -> throw new IllegalArgumentException("an outcome that is yet to come");
    };
  }

  /// The reply to a join or command that was refused.
  public static Reply refused(Refusal refusal) {
    JsonWriter json = new JsonWriter();
    json.beginObject().field("reason", refusal.reason().word());
    refusal
        .details()
        .forEach((key, value) -> {
          switch (value) {
            case Number number -> json.field(key, number.longValue());
            case Boolean flag -> json.field(key, flag);
            default -> json.field(key, value.toString());
          }
        });
    return new Reply("error", json.endObject().toBytes());
  }

  /// The payload of the `phx_close` or `phx_error` that ends a membership of `member`.
  public static byte[] ending(Ending ending, MemberId member) {
    return switch (ending) {
      case Ending.Left _, Ending.Lost _, Ending.Replaced _ -> EMPTY;
      case Ending.Crashed _ -> reason("channel_crash").endObject().toBytes();
      case Ending.Kicked kicked -> {
        JsonWriter json = reason(Reason.KICKED.word());
        PeopleWriter.kicked(json, member, kicked.untilAt(), kicked.text(), kicked.by());
        yield json.endObject().toBytes();
      }
      case Ending.Banned banned -> {
        JsonWriter json = reason(Reason.BANNED.word());
        PeopleWriter.kicked(json, member, banned.untilAt(), banned.text(), banned.by());
        yield json.endObject().toBytes();
      }
    };
  }

  private static JsonWriter reason(String word) {
    return new JsonWriter().beginObject().field("reason", word);
  }

  /// `[payload, payload, …]`, cut out of the frames that members got.
  static void payloads(JsonWriter json, TopicName topic, Iterable<Change> messages) {
    json.beginArray();
    for (Change change : messages) {
      json.raw(Splice.payload(topic.value(), change.frame()));
    }
    json.endArray();
  }

  private static byte[] sent(Outcome.Sent sent) {
    return new JsonWriter()
        .beginObject()
        .field("id", sent.id())
        .field("seq", sent.seq())
        .field("at", sent.at())
        .endObject()
        .toBytes();
  }

  private static byte[] swept(Outcome.Swept swept) {
    JsonWriter json = new JsonWriter().beginObject();
    swept.id().ifPresent(id -> json.field("id", id));
    return json.field("count", swept.count()).endObject().toBytes();
  }

  private static byte[] messages(TopicName topic, Outcome.Messages messages) {
    JsonWriter json = new JsonWriter().beginObject().name("messages");
    payloads(json, topic, messages.messages());
    return json.endObject().toBytes();
  }
}
