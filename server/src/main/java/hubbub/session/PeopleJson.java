package hubbub.session;

import hubbub.topic.Member;
import hubbub.topic.Moderation;
import hubbub.topic.Outcome;
import hubbub.topic.Sanction;
import hubbub.wire.JsonWriter;
import java.util.OptionalLong;

/// JSON about people: the roster, moderators' lists, `moderation_state`. Pure functions.
final class PeopleJson {
  /// The last millisecond of the year 9999; stands for "never ends".
  private static final long FOR_GOOD = 253_402_300_799_999L;

  /// Two lists of this size and the JSON around them stay under 32 KiB.
  private static final int MAX_NEWEST_BYTES = 16 * 1000;

  private PeopleJson() {}

  /// A mute's end as a date: a permanent mute gets the end of the year 9999.
  static long mutedUntilAt(long until) {
    return Math.min(until, FOR_GOOD);
  }

  /// `{"members": [{"id", "nick", "rank", "online_at", "muted_until_at"?}], "next"?}`
  static byte[] members(Outcome.Members found) {
    JsonWriter json = new JsonWriter().beginObject().name("members").beginArray();
    for (Member member : found.members()) {
      json.beginObject()
          .field("id", member.id().value())
          .field("nick", member.nick())
          .field("rank", member.rank().word())
          .field("online_at", member.onlineAt());
      Long mutedUntil = found.mutes().get(member.id());
      if (mutedUntil != null) {
        json.field("muted_until_at", mutedUntilAt(mutedUntil));
      }
      json.endObject();
    }
    json.endArray();
    found.next().ifPresent(next -> json.field("next", next.value()));
    return json.endObject().toBytes();
  }

  /// `{"entries": [entry, …], "next"?}`
  static byte[] listed(Outcome.Listed found) {
    JsonWriter json = new JsonWriter().beginObject().name("entries").beginArray();
    found.entries().forEach(entry -> json.raw(entry(entry)));
    json.endArray();
    found.next().ifPresent(next -> json.field("next", next.value()));
    return json.endObject().toBytes();
  }

  /// `{"mutes": {"count", "entries"}, "bans": {"count", "entries"}}`: the newest entries, as many
  /// as fit.
  static byte[] moderation(Moderation moderation) {
    JsonWriter json = new JsonWriter().beginObject();
    newest(json.name("mutes"), moderation.mutes());
    newest(json.name("bans"), moderation.bans());
    return json.endObject().toBytes();
  }

  private static void newest(JsonWriter json, Moderation.Newest newest) {
    json.beginObject().field("count", newest.count()).name("entries").beginArray();
    int room = MAX_NEWEST_BYTES;
    for (Sanction sanction : newest.entries()) {
      byte[] entry = entry(sanction);
      room -= entry.length + 1;
      if (room < 0) {
        break;
      }
      json.raw(entry);
    }
    json.endArray().endObject();
  }

  private static byte[] entry(Outcome.Listed.Entry entry) {
    JsonWriter json = new JsonWriter().beginObject();
    switch (entry) {
      case Sanction sanction -> {
        json.field("member", sanction.member().value())
            .field("nick", sanction.nick())
            .field("reason", sanction.reason().word())
            .field("at", sanction.at());
        until(json, sanction.untilAt());
        sanction.by().ifPresent(by -> json.field("by", by));
        sanction.text().ifPresent(text -> json.field("text", text));
      }
      case Outcome.Listed.Ranked ranked -> {
        json.field("member", ranked.member().id().value())
            .field("nick", ranked.member().nick())
            .field("rank", ranked.member().rank().word());
        until(json, ranked.untilAt());
      }
    }
    return json.endObject().toBytes();
  }

  private static void until(JsonWriter json, OptionalLong untilAt) {
    untilAt.ifPresent(at -> json.field("until_at", at));
  }
}
