package hubbub.protocol;

import hubbub.topic.Keyword;
import hubbub.topic.Lock;
import hubbub.topic.Quiet;
import hubbub.topic.Shield;
import hubbub.topic.Slow;
import hubbub.topic.Snapshot;
import hubbub.topic.TopicSettings;
import hubbub.wire.JsonWriter;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Writes a topic and its parts, which join replies and events have in common. Each function adds
/// to an object that the caller has begun. Pure functions.
public final class TopicWriter {
  private TopicWriter() {}

  /// `{"topic": {…}, "epoch", "seq"}`: what a topic is now, for those outside it.
  public static byte[] state(Snapshot now) {
    JsonWriter json = new JsonWriter().beginObject();
    topic(json, now);
    return json.field("epoch", now.epoch().value()).field("seq", now.seq()).endObject().toBytes();
  }

  /// `"topic": {"name", "title", "quiet", "slow", "shield", "lock", "keywords", "members",
  /// "registered", "born_at", "label"?, "description"?, "rules"?, "language"?}`
  static void topic(JsonWriter json, Snapshot topic) {
    json.name("topic").beginObject();
    json.field("name", topic.topic().value()).field("title", topic.title());
    quiet(json, topic.quiet());
    slow(json, topic.slow());
    shield(json, topic.shield());
    lock(json, topic.lock());
    keywords(json, topic.keywords());
    json.field("members", topic.members())
        .field("registered", topic.registered())
        .field("born_at", topic.bornAt());
    about(json, topic.about());
    json.endObject();
  }

  /// `"label"?, "description"?, "rules"?, "language"?`
  static void about(JsonWriter json, TopicSettings.About about) {
    about.label().ifPresent(label -> json.field("label", label));
    about.description().ifPresent(description -> json.field("description", description));
    about.rules().ifPresent(rules -> json.field("rules", rules));
    about.language().ifPresent(language -> json.field("language", language));
  }

  /// `"quiet": null | {"min_rank", "until_at"?}`
  static void quiet(JsonWriter json, Optional<Quiet> quiet) {
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
  static void slow(JsonWriter json, Optional<Slow> slow) {
    json.name("slow");
    slow.ifPresentOrElse(
        mode -> {
          json.beginObject().field("interval_ms", mode.intervalMillis());
          until(json, mode.untilAt());
          json.endObject();
        },
        json::nullValue);
  }

  /// `"shield": null | {"preset", "until_at"}`
  static void shield(JsonWriter json, Optional<Shield> shield) {
    json.name("shield");
    shield.ifPresentOrElse(
        it ->
            json.beginObject()
                .field("preset", it.preset().word())
                .field("until_at", it.untilAt())
                .endObject(),
        json::nullValue);
  }

  /// `"lock": {"password", "members_only", "max_members"?}`
  static void lock(JsonWriter json, Lock lock) {
    json.name("lock")
        .beginObject()
        .field("password", lock.password())
        .field("members_only", lock.membersOnly());
    lock.maxMembers().ifPresent(max -> json.field("max_members", max));
    json.endObject();
  }

  /// `"keywords": [{"keyword", "expires_at", "pinned"?}, …]`
  static void keywords(JsonWriter json, List<Keyword> keywords) {
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

  /// `"until_at"`, if it ends.
  static void until(JsonWriter json, OptionalLong untilAt) {
    untilAt.ifPresent(at -> json.field("until_at", at));
  }
}
