package hubbub.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import hubbub.topic.Affiliation;
import hubbub.topic.AuditEntry;
import hubbub.topic.Change;
import hubbub.topic.Event;
import hubbub.topic.HeldMessage;
import hubbub.topic.MemberId;
import hubbub.topic.PersonInTopic;
import hubbub.topic.Sanction;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Writes one JSON object about a person, line by line, so that it can be as long as it must: a
/// section for each kind of thing, with one row per line. Times are written as people read them.
/// Without its last line it is no JSON, so nobody takes a part for the whole.
final class PersonExport {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Consumer<String> out;
  private boolean isFirstRow;

  /// Lines go to `out`.
  PersonExport(Consumer<String> out) {
    this.out = out;
  }

  void begin(MemberId member, Instant at) {
    out.accept("{\"id\": " + json(member.value()) + ", \"exported_at\": " + json(at.toString()));
  }

  void section(String name, List<Map<String, Object>> rows) {
    beginSection(name);
    rows.forEach(this::row);
    endSection();
  }

  void beginSection(String name) {
    out.accept("," + json(name) + ": [");
    isFirstRow = true;
  }

  void row(Map<String, Object> columns) {
    Map<String, Object> shown = new LinkedHashMap<>();
    columns.forEach((name, value) -> shown.put(name, shown(name, value)));
    out.accept((isFirstRow ? " " : ",") + json(shown));
    isFirstRow = false;
  }

  void endSection() {
    out.accept("]");
  }

  /// Files that may have more of the person.
  void notSearched(List<Path> files) {
    out.accept(",\"not_searched\": " + json(files.stream().map(Path::toString).toList()));
  }

  void end() {
    out.accept("}");
  }

  private static Object shown(String name, Object value) {
    boolean isTime =
        name.equals("at")
            || name.endsWith("_at")
            || name.endsWith("_until")
            || name.endsWith("_before");
    return isTime && value instanceof Number time
        ? Instant.ofEpochMilli(time.longValue()).toString()
        : value;
  }

  private static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("text and numbers that are no JSON", e);
    }
  }

  /// What live topics have, apart from messages; then the messages.
  void topics(List<PersonInTopic> topics) {
    section("live_topics", topics.stream().map(PersonExport::topic).toList());
    beginSection("live_messages");
    topics.forEach(topic -> topic.messages().forEach(message -> row(message(topic, message))));
    endSection();
    beginSection("live_held_messages");
    topics.forEach(topic -> topic.held().forEach(held -> row(held(topic, held))));
    endSection();
  }

  private static Map<String, Object> topic(PersonInTopic its) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("topic", its.topic().value());
    row.put("present", its.isPresent());
    its.member()
        .ifPresent(member -> {
          row.put("nick", member.nick());
          row.put("rank", member.rank().word());
          row.put("badges", member.badges());
        });
    row.put("addresses", its.addresses().stream().map(Object::toString).toList());
    row.put("sanctions", its.sanctions().stream().map(PersonExport::sanction).toList());
    row.put("ranks_and_bans", its.affiliations().stream().map(PersonExport::affiliation).toList());
    row.put("audit", its.audit().stream().map(PersonExport::entry).toList());
    return row;
  }

  private static Map<String, Object> sanction(Sanction sanction) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("kind", sanction.reason().word());
    sanction.untilAt().ifPresent(at -> row.put("until_at", shown("at", at)));
    sanction.by().ifPresent(by -> row.put("by", by));
    sanction.text().ifPresent(text -> row.put("text", text));
    return row;
  }

  private static Map<String, Object> affiliation(Affiliation its) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("subject", its.subject().key());
    row.put(
        "kind",
        switch (its.standing()) {
          case Affiliation.Standing.Ranked(var rank) -> rank.word();
          case Affiliation.Standing.Banned _ -> "ban";
        });
    row.put("set_at", shown("at", its.at()));
    its.untilAt().ifPresent(at -> row.put("until_at", shown("at", at)));
    row.put("by", its.by());
    its.nick().ifPresent(nick -> row.put("nick", nick));
    its.text().ifPresent(text -> row.put("text", text));
    return row;
  }

  private static Map<String, Object> entry(AuditEntry entry) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("at", shown("at", entry.at()));
    row.put("act", entry.act());
    row.put("by", entry.by().id());
    entry.about().ifPresent(about -> row.put("about", about.id()));
    entry.value().ifPresent(value -> row.put("value", value));
    entry.text().ifPresent(text -> row.put("text", text));
    return row;
  }

  private static Map<String, Object> held(PersonInTopic topic, HeldMessage held) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("topic", topic.topic().value());
    row.put("at", held.at());
    row.put("id", held.id());
    row.put("nick", held.from().nick());
    row.put("body", held.body());
    row.put("rule", held.rule());
    held.meta().ifPresent(meta -> row.put("meta", meta));
    return row;
  }

  private static Map<String, Object> message(PersonInTopic topic, Change change) {
    Event.Message said = (Event.Message) change.event();
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("topic", topic.topic().value());
    row.put("at", change.at());
    row.put("id", said.id());
    row.put("nick", said.from().nick());
    row.put("body", said.body());
    row.put("deleted", said.deleted());
    said.meta().ifPresent(meta -> row.put("meta", meta));
    return row;
  }
}
