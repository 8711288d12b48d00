package hubbub.protocol;

import hubbub.topic.Affiliation;
import hubbub.topic.AuditEntry;
import hubbub.topic.Outcome;
import hubbub.topic.Rank;
import hubbub.topic.Reason;
import hubbub.topic.Registration;
import hubbub.topic.Subject;
import hubbub.topic.TopicFilter;
import hubbub.topic.TopicSettings;
import hubbub.wire.JsonWriter;
import java.util.List;
import java.util.Optional;

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
    filter(json, settings.filter());
    return json.field("registered_at", registration.registeredAt())
        .field("registered_by", registration.by())
        .field("version", registration.version())
        .endObject()
        .toBytes();
  }

  /// `"words", "words_action", "links": {"allow", "deny"}`
  private static void filter(JsonWriter json, TopicFilter filter) {
    texts(json.name("words"), filter.words());
    json.field("words_action", filter.action().word());
    json.name("links").beginObject();
    texts(json.name("allow"), filter.allowed());
    texts(json.name("deny"), filter.denied());
    json.endObject();
  }

  private static void texts(JsonWriter json, List<String> texts) {
    json.beginArray();
    texts.forEach(json::value);
    json.endArray();
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

  /// `{"id", "nick"?, "rank", "guest", "account"?, "prefix_tag"?, "joined_at"?, "memberships"?,
  /// "muted_until_at"?, "affiliation"?}`
  static byte[] whois(Outcome.Whois whois) {
    JsonWriter json = new JsonWriter().beginObject();
    Optional<Affiliation> affiliation = whois.affiliation();
    whois
        .seen()
        .ifPresentOrElse(
            seen -> seen(json, seen),
            () -> {
              json.field("id", whois.member().value());
              affiliation.flatMap(Affiliation::nick).ifPresent(nick -> json.field("nick", nick));
              json.field("rank", Rank.GUEST.word());
            });
    json.field("guest", whois.member().isGuest());
    affiliation.ifPresent(it -> {
      affiliation(json.name("affiliation").beginObject(), it);
      json.endObject();
    });
    return json.endObject().toBytes();
  }

  /// The rank of somebody who is gone is the one that is kept for their return.
  private static void seen(JsonWriter json, Outcome.Whois.Seen seen) {
    PeopleWriter.person(json, seen.as().id(), seen.as().nick(), seen.as().rank());
    seen.account().ifPresent(account -> json.field("account", account));
    seen.prefixTag().ifPresent(tag -> json.field("prefix_tag", tag));
    if (seen.memberships() > 0) {
      json.field("joined_at", seen.as().onlineAt()).field("memberships", seen.memberships());
    }
    seen.mutedUntil().ifPresent(until -> PeopleWriter.mutedUntil(json, until));
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
