package hubbub.session;

import hubbub.topic.Change;
import hubbub.topic.Ending;
import hubbub.topic.Outcome;
import hubbub.topic.Reason;
import hubbub.topic.Refusal;
import hubbub.topic.TopicName;
import hubbub.wire.JsonWriter;
import hubbub.wire.Splice;
import java.nio.charset.StandardCharsets;

/// Turns outcomes, refusals and endings into payloads for clients. Pure functions.
final class Replies {
  static final byte[] EMPTY = {'{', '}'};

  static final Reply OK = new Reply("ok", EMPTY);

  private Replies() {}

  /// A reply's status word and response object.
  record Reply(String status, byte[] response) {}

  static Reply of(TopicName topic, Outcome outcome) {
    return switch (outcome) {
      case Outcome.Ok _ -> OK;
      case Outcome.Refused refused -> refused(refused.refusal());
      case Outcome.Sent sent ->
          new Reply(
              "ok",
              new JsonWriter()
                  .beginObject()
                  .field("id", sent.id())
                  .field("seq", sent.seq())
                  .field("at", sent.at())
                  .endObject()
                  .toBytes());
      case Outcome.Messages messages -> new Reply("ok", messages(topic, messages));
      case Outcome.Members members -> new Reply("ok", PeopleJson.members(members));
      case Outcome.Listed listed -> new Reply("ok", PeopleJson.listed(listed));
      case Outcome.Custom custom ->
          new Reply(custom.status(), custom.response().getBytes(StandardCharsets.UTF_8));
      case Outcome.Later _ -> throw new IllegalArgumentException("an outcome that is yet to come");
    };
  }

  static Reply refused(Refusal refusal) {
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

  /// The payload of the `phx_close` or `phx_error` that ends a membership.
  static byte[] ending(Ending ending, String member) {
    return switch (ending) {
      case Ending.Left _, Ending.Lost _, Ending.Replaced _ -> EMPTY;
      case Ending.Crashed _ -> reason("channel_crash");
      case Ending.Kicked kicked -> {
        JsonWriter json = new JsonWriter().beginObject();
        json.field("reason", Reason.KICKED.word()).field("member", member);
        kicked.untilAt().ifPresent(at -> json.field("until_at", at));
        kicked.text().ifPresent(text -> json.field("text", text));
        yield json.field("by", kicked.by()).endObject().toBytes();
      }
    };
  }

  /// `[payload, payload, …]`, cut out of the frames that members got.
  static void payloads(JsonWriter json, TopicName topic, Iterable<Change> messages) {
    json.beginArray();
    for (Change change : messages) {
      json.raw(Splice.payload(topic.value(), change.frame()));
    }
    json.endArray();
  }

  private static byte[] messages(TopicName topic, Outcome.Messages messages) {
    JsonWriter json = new JsonWriter().beginObject().name("messages");
    payloads(json, topic, messages.messages());
    return json.endObject().toBytes();
  }

  private static byte[] reason(String word) {
    return new JsonWriter().beginObject().field("reason", word).endObject().toBytes();
  }
}
