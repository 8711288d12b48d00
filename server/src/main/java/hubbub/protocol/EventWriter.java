package hubbub.protocol;

import hubbub.topic.Epoch;
import hubbub.topic.Event;
import hubbub.topic.TopicName;
import hubbub.topic.port.Encoding;
import hubbub.wire.JsonWriter;
import hubbub.wire.ServerFrames;
import java.util.Optional;

/// Writes told events as the frames that members get, each once: its word, `seq`, `at`, and its
/// payload. Pure functions.
public final class EventWriter implements Encoding {
  @Override
  public byte[] frame(TopicName topic, long seq, long at, Event.Told event) {
    JsonWriter json = new JsonWriter();
    json.beginObject().field("seq", seq).field("at", at);
    payload(json, event);
    json.endObject();
    return ServerFrames.broadcast(topic.value(), word(event), json.toBytes());
  }

  /// The frame that announces a new epoch, for clients to send in `since`, and the seq at which it
  /// began.
  public static byte[] epochChanged(TopicName topic, Epoch epoch, long seq) {
    JsonWriter json = new JsonWriter();
    json.beginObject().field("epoch", epoch.value()).field("seq", seq).endObject();
    return ServerFrames.broadcast(topic.value(), "epoch_changed", json.toBytes());
  }

  private static String word(Event.Told event) {
    return switch (event) {
      case Event.Message _ -> "message";
      case Event.MessageDeleted _ -> "message_deleted";
      case Event.HistoryCleared _ -> "history_cleared";
      case Event.TitleChanged _ -> "title_changed";
      case Event.QuietChanged _ -> "quiet_changed";
      case Event.SlowChanged _ -> "slow_changed";
      case Event.ShieldChanged _ -> "shield_changed";
      case Event.LockChanged _ -> "lock_changed";
      case Event.KeywordsChanged _ -> "keywords_changed";
      case Event.RankChanged _ -> "rank_changed";
      case Event.MemberMuted _ -> "member_muted";
      case Event.MemberUnmuted _ -> "member_unmuted";
      case Event.MemberKicked _ -> "member_kicked";
      case Event.MemberBanned _ -> "member_banned";
      case Event.NickChanged _ -> "nick_changed";
      case Event.SettingsChanged _ -> "settings_changed";
      case Event.Custom custom -> custom.name();
    };
  }

  private static void payload(JsonWriter json, Event.Told event) {
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
        TopicWriter.quiet(json, quiet.quiet());
        optional(json, "by", quiet.by());
      }
      case Event.SlowChanged slow -> {
        TopicWriter.slow(json, slow.slow());
        optional(json, "by", slow.by());
      }
      case Event.ShieldChanged shield -> {
        TopicWriter.shield(json, shield.shield());
        optional(json, "by", shield.by());
      }
      case Event.LockChanged lock -> {
        TopicWriter.lock(json, lock.lock());
        json.field("by", lock.by());
      }
      case Event.KeywordsChanged keywords -> TopicWriter.keywords(json, keywords.keywords());
      case Event.RankChanged changed -> {
        json.field("member", changed.member().value()).field("rank", changed.rank().word());
        TopicWriter.until(json, changed.untilAt());
        optional(json, "by", changed.by());
        optional(json, "text", changed.text());
      }
      case Event.MemberMuted muted -> {
        json.field("member", muted.member().value());
        TopicWriter.until(json, muted.untilAt());
        optional(json, "text", muted.text());
        optional(json, "by", muted.by());
      }
      case Event.MemberUnmuted unmuted -> {
        json.field("member", unmuted.member().value());
        optional(json, "by", unmuted.by());
        optional(json, "text", unmuted.text());
      }
      case Event.MemberKicked kicked ->
          PeopleWriter.kicked(json, kicked.member(), kicked.untilAt(), kicked.text(), kicked.by());
      case Event.MemberBanned banned ->
          PeopleWriter.kicked(json, banned.member(), banned.untilAt(), banned.text(), banned.by());
      case Event.SettingsChanged changed -> {
        json.name("topic").beginObject().field("registered", changed.registered());
        TopicWriter.about(json, changed.about());
        json.endObject().field("by", changed.by());
      }
      case Event.NickChanged changed ->
          json.field("member", changed.member().value()).field("nick", changed.nick().value());
      case Event.Custom custom -> PayloadJson.fields(json, custom.payload());
    }
  }

  private static void message(JsonWriter json, Event.Message message) {
    json.field("id", message.id());
    PeopleWriter.author(json, message.from());
    json.field("body", message.body());
    optional(json, "nonce", message.nonce());
    message.meta().ifPresent(meta -> json.name("meta").raw(meta));
    if (message.deleted()) {
      json.field("deleted", true);
    }
  }

  private static void optional(JsonWriter json, String name, Optional<String> value) {
    value.ifPresent(text -> json.field(name, text));
  }
}
