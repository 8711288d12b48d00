package hubbub.protocol;

import hubbub.topic.Affiliation;
import hubbub.topic.AuditEntry;
import hubbub.topic.Outcome;
import hubbub.topic.Reason;
import hubbub.topic.Registration;
import hubbub.topic.Subject;
import hubbub.topic.TopicSettings;
import hubbub.wire.JsonWriter;

/// Writes what outlives the people in a topic: its settings, lasting ranks and bans, and the audit
/// log. Addresses never leave the server. Pure functions.
final class LastingWriter {
  private LastingWriter() {}

  /// The settings of a registered topic, by the names with which they are set.
  static byte[] settings(Registration registration) {
    TopicSettings settings = registration.settings();
    JsonWriter json = new JsonWriter().beginObject().field("title", settings.title());
    TopicWriter.about(json, settings.about());
    settings.quiet().ifPresent(rank -> json.field("quiet_min_rank", rank.word()));
    settings.slowMillis().ifPresent(millis -> json.field("slow_interval_ms", millis));
    TopicWriter.lock(json, settings.lock());
    json.field("listed", settings.listed());
    settings.history().ifPresent(most -> json.field("history", most));
    settings.titleRank().ifPresent(rank -> json.field("title_rank", rank.word()));
    return json.field("registered_at", registration.registeredAt())
        .field("registered_by", registration.by())
        .endObject()
        .toBytes();
  }

  /// Adds who has a lasting rank or a ban, and since when, until when, by whom and why.
  static void affiliation(JsonWriter json, Affiliation affiliation) {
    switch (affiliation.subject()) {
      case Subject.Member(var id) -> json.field("member", id.value());
      case Subject.Address(String tag) -> json.field("prefix", tag);
    }
    affiliation.nick().ifPresent(nick -> json.field("nick", nick));
    switch (affiliation.standing()) {
      case Affiliation.Standing.Ranked(var rank) ->
          json.field("rank", rank.word()).field("lasting", true);
      case Affiliation.Standing.Banned(boolean unlessSignedIn) -> {
        json.field("reason", Reason.BANNED.word());
        if (unlessSignedIn) {
          json.field("how", "sign_in");
        }
      }
    }
    json.field("at", affiliation.at());
    TopicWriter.until(json, affiliation.untilAt());
    json.field("by", affiliation.by());
    affiliation.text().ifPresent(text -> json.field("text", text));
  }

  /// `{"entries": [{"at", "act", "by", "about"?, "value"?, "until_at"?, "text"?}], "next"?}`
  static byte[] audited(Outcome.Audited audited) {
    JsonWriter json = new JsonWriter().beginObject().name("entries").beginArray();
    for (AuditEntry entry : audited.entries()) {
      json.beginObject().field("at", entry.at()).field("act", entry.act());
      party(json.name("by"), entry.by());
      entry.about().ifPresent(about -> party(json.name("about"), about));
      entry.value().ifPresent(value -> json.field("value", value));
      TopicWriter.until(json, entry.untilAt());
      entry.text().ifPresent(text -> json.field("text", text));
      json.endObject();
    }
    json.endArray();
    return PeopleWriter.withNext(json, audited.next());
  }

  private static void party(JsonWriter json, AuditEntry.Party party) {
    json.beginObject().field("id", party.id());
    party.nick().ifPresent(nick -> json.field("nick", nick));
    json.endObject();
  }
}
