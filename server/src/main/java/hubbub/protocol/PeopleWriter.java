package hubbub.protocol;

import hubbub.topic.Event;
import hubbub.topic.HeldMessage;
import hubbub.topic.Member;
import hubbub.topic.MemberId;
import hubbub.topic.Moderation;
import hubbub.topic.Outcome;
import hubbub.topic.Rank;
import hubbub.topic.Sanction;
import hubbub.wire.JsonWriter;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Writes people: the roster, moderators' lists, `moderation_state`, and what these have in common
/// with events and join replies. Pure functions.
public final class PeopleWriter {
  /// The last millisecond of the year 9999; stands for "never ends".
  private static final long FOR_GOOD = 253_402_300_799_999L;

  /// Three lists of this size and the JSON around them stay under 32 KiB.
  private static final int MAX_NEWEST_BYTES = 10_800;

  private PeopleWriter() {}

  /// Adds `id`, `nick` and `rank` to an object that the caller has begun.
  static void person(JsonWriter json, MemberId id, String nick, Rank rank) {
    json.field("id", id.value()).field("nick", nick).field("rank", rank.word());
  }

  /// Adds `badges`, if there are any.
  static void badges(JsonWriter json, List<String> badges) {
    if (!badges.isEmpty()) {
      json.name("badges").beginArray();
      badges.forEach(json::value);
      json.endArray();
    }
  }

  /// `"from": {"id", "nick", "rank", "badges"?}`
  static void author(JsonWriter json, Event.Author from) {
    json.name("from").beginObject();
    person(json, from.id(), from.nick(), from.rank());
    badges(json, from.badges());
    json.endObject();
  }

  /// The payload of `token_expiring`: when the client's token ends.
  public static byte[] tokenExpiring(long at) {
    return new JsonWriter().beginObject().field("at", at).endObject().toBytes();
  }

  /// Adds the `muted_until_at` of somebody who is muted; a permanent mute gets the end of the year
  /// 9999.
  static void mutedUntil(JsonWriter json, long until) {
    json.field("muted_until_at", Math.min(until, FOR_GOOD));
  }

  /// Adds who was kicked, until when, why and by whom.
  static void kicked(
      JsonWriter json, MemberId member, OptionalLong untilAt, Optional<String> text, String by) {
    json.field("member", member.value());
    TopicWriter.until(json, untilAt);
    text.ifPresent(its -> json.field("text", its));
    json.field("by", by);
  }

  /// `{"members": [{"id", "nick", "rank", "online_at", "muted_until_at"?}], "next"?}`
  static byte[] members(Outcome.Members found) {
    JsonWriter json = new JsonWriter().beginObject().name("members").beginArray();
    found
        .members()
        .forEach(member -> {
          json.beginObject();
          person(json, member.id(), member.nick(), member.rank());
          json.field("online_at", member.onlineAt());
          Long mutedUntil = found.mutes().get(member.id());
          if (mutedUntil != null) {
            mutedUntil(json, mutedUntil);
          }
          json.endObject();
        });
    json.endArray();
    return withNext(json, found.next().map(MemberId::value));
  }

  /// `{"count", "members": [{"id", "nick", "rank", "online_at"}], "next"?}`
  static byte[] newcomers(Outcome.Newcomers found) {
    JsonWriter json = new JsonWriter().beginObject().field("count", found.count());
    json.name("members").beginArray();
    for (Member member : found.members()) {
      json.beginObject();
      person(json, member.id(), member.nick(), member.rank());
      json.field("online_at", member.onlineAt()).endObject();
    }
    json.endArray();
    return withNext(json, found.next().map(MemberId::value));
  }

  /// `{"entries": [entry, …], "next"?}`
  static byte[] listed(Outcome.Listed found) {
    JsonWriter json = new JsonWriter().beginObject().name("entries").beginArray();
    found.entries().forEach(entry -> json.raw(entry(entry)));
    json.endArray();
    return withNext(json, found.next());
  }

  /// Adds where the next page begins, and ends the object.
  static byte[] withNext(JsonWriter json, Optional<String> next) {
    next.ifPresent(after -> json.field("next", after));
    return json.endObject().toBytes();
  }

  /// `{"mutes": {"count", "entries"}, "bans": …, "held": …, "password_guesses"?: {"count",
  /// "since_at"}}`: the newest entries, as many as fit.
  public static byte[] moderation(Moderation moderation) {
    JsonWriter json = new JsonWriter().beginObject();
    newest(json.name("mutes"), moderation.mutes());
    newest(json.name("bans"), moderation.bans());
    newest(json.name("held"), moderation.held());
    moderation
        .guesses()
        .ifPresent(guesses ->
            json.name("password_guesses")
                .beginObject()
                .field("count", guesses.count())
                .field("since_at", guesses.since())
                .endObject());
    return json.endObject().toBytes();
  }

  private static void newest(
      JsonWriter json, Moderation.Newest<? extends Outcome.Listed.Entry> newest) {
    json.beginObject().field("count", newest.count()).name("entries").beginArray();
    int room = MAX_NEWEST_BYTES;
    for (Outcome.Listed.Entry shown : newest.entries()) {
      byte[] entry = entry(shown);
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
        TopicWriter.until(json, sanction.untilAt());
        sanction.by().ifPresent(by -> json.field("by", by));
        sanction.text().ifPresent(text -> json.field("text", text));
      }
      case Outcome.Listed.Ranked ranked -> {
        json.field("member", ranked.member().id().value())
            .field("nick", ranked.member().nick())
            .field("rank", ranked.member().rank().word());
        TopicWriter.until(json, ranked.untilAt());
      }
      case HeldMessage held -> PrivateWriter.held(json, held);
      case Outcome.Listed.Remembered remembered ->
          LastingWriter.affiliation(json, remembered.affiliation());
    }
    return json.endObject().toBytes();
  }
}
