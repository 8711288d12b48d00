package hubbub.fanout;

import hubbub.topic.Event;
import hubbub.topic.Keyword;
import hubbub.topic.Lock;
import hubbub.topic.Quiet;
import hubbub.topic.Slow;
import hubbub.wire.JsonWriter;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Writes the payloads of events and join replies: the one place that names a topic's parts on the
/// wire. Writes members of an object that the caller has begun.
public final class EventJson {
  private EventJson() {}

  /// The event's name on the wire.
  static String word(Event.Told event) {
    return switch (event) {
      case Event.Message _ -> "message";
      case Event.MessageDeleted _ -> "message_deleted";
      case Event.HistoryCleared _ -> "history_cleared";
      case Event.TitleChanged _ -> "title_changed";
      case Event.QuietChanged _ -> "quiet_changed";
      case Event.SlowChanged _ -> "slow_changed";
      case Event.LockChanged _ -> "lock_changed";
      case Event.KeywordsChanged _ -> "keywords_changed";
      case Event.RankChanged _ -> "rank_changed";
      case Event.MemberMuted _ -> "member_muted";
      case Event.MemberUnmuted _ -> "member_unmuted";
      case Event.MemberKicked _ -> "member_kicked";
      case Event.NickChanged _ -> "nick_changed";
      case Event.Custom custom -> custom.name();
    };
  }

  static void write(JsonWriter json, Event.Told event) {
    switch (event) {
      case Event.Message message -> message(json, message);
      case Event.MessageDeleted deleted -> {
        json.field("id", deleted.id()).field("by", deleted.by());
        optional(json, "text", deleted.text());
      }
      case Event.HistoryCleared cleared -> {
        json.field("by", cleared.by());
        cleared.member().ifPresent(member -> json.field("member", member.value()));
        optional(json, "text", cleared.text());
      }
      case Event.TitleChanged title -> json.field("title", title.title()).field("by", title.by());
      case Event.QuietChanged quiet -> {
        quiet(json, quiet.quiet());
        optional(json, "by", quiet.by());
      }
      case Event.SlowChanged slow -> {
        slow(json, slow.slow());
        optional(json, "by", slow.by());
      }
      case Event.LockChanged lock -> {
        lock(json, lock.lock());
        json.field("by", lock.by());
      }
      case Event.KeywordsChanged keywords -> keywords(json, keywords.keywords());
      case Event.RankChanged changed -> {
        json.field("member", changed.member().value()).field("rank", changed.rank().word());
        until(json, changed.untilAt());
        optional(json, "by", changed.by());
        optional(json, "text", changed.text());
      }
      case Event.MemberMuted muted -> {
        json.field("member", muted.member().value());
        until(json, muted.untilAt());
        optional(json, "text", muted.text());
        optional(json, "by", muted.by());
      }
      case Event.MemberUnmuted unmuted -> {
        json.field("member", unmuted.member().value());
        optional(json, "by", unmuted.by());
        optional(json, "text", unmuted.text());
      }
      case Event.MemberKicked kicked -> {
        json.field("member", kicked.member().value());
        until(json, kicked.untilAt());
        optional(json, "text", kicked.text());
        json.field("by", kicked.by());
      }
      case Event.NickChanged changed ->
          json.field("member", changed.member().value()).field("nick", changed.nick().value());
      case Event.Custom custom -> json.members(custom.payload());
    }
  }

  /// `"quiet": null | {"min_rank", "until_at"?}`
  public static void quiet(JsonWriter json, Optional<Quiet> quiet) {
    json.name("quiet");
    quiet.ifPresentOrElse(
        mode -> {
          json.beginObject().field("min_rank", mode.minRank().word());
          until(json, mode.untilAt());
          json.endObject();
        },
        json::nullValue);
  }

  /// `"slow": null | {"interval_ms", "until_at"?}`
  public static void slow(JsonWriter json, Optional<Slow> slow) {
    json.name("slow");
    slow.ifPresentOrElse(
        mode -> {
          json.beginObject().field("interval_ms", mode.intervalMillis());
          until(json, mode.untilAt());
          json.endObject();
        },
        json::nullValue);
  }

  /// `"lock": {"password", "members_only", "max_members"?}`
  public static void lock(JsonWriter json, Lock lock) {
    json.name("lock")
        .beginObject()
        .field("password", lock.password())
        .field("members_only", lock.membersOnly());
    lock.maxMembers().ifPresent(max -> json.field("max_members", max));
    json.endObject();
  }

  /// `"keywords": [{"keyword", "expires_at", "pinned"?}, …]`
  public static void keywords(JsonWriter json, List<Keyword> keywords) {
    json.name("keywords").beginArray();
    for (Keyword keyword : keywords) {
      json.beginObject().field("keyword", keyword.keyword());
      if (keyword.expiresAt() != Long.MAX_VALUE) {
        json.field("expires_at", keyword.expiresAt());
      }
      if (keyword.pinned()) {
        json.field("pinned", true);
      }
      json.endObject();
    }
    json.endArray();
  }

  private static void message(JsonWriter json, Event.Message message) {
    json.field("id", message.id())
        .name("from")
        .beginObject()
        .field("id", message.from().id().value())
        .field("nick", message.from().nick())
        .field("rank", message.from().rank().word())
        .endObject()
        .field("body", message.body());
    optional(json, "nonce", message.nonce());
    message.meta().ifPresent(meta -> json.name("meta").raw(meta));
    if (message.deleted()) {
      json.field("deleted", true);
    }
  }

  private static void optional(JsonWriter json, String name, Optional<String> value) {
    value.ifPresent(text -> json.field(name, text));
  }

  private static void until(JsonWriter json, OptionalLong untilAt) {
    untilAt.ifPresent(at -> json.field("until_at", at));
  }
}
