package hubbub.store;

import hubbub.topic.MemberId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatements;

/// The rows that name one person, as they are read. The audit log is read window by window, since
/// it has no index by person.
final class PersonalRows {
  /// How many ids of the audit log one statement looks at.
  static final long WINDOW = 20_000;

  private static final Set<String> SECRETS =
      Set.of("password", "name_key", "token_hash", "family", "code_hash");
  private static final Set<String> FLAGS = Set.of("disabled", "unless_signed_in", "admin");

  private static final List<Select> SELECTS =
      List.of(
          new Select("account", "select * from accounts where id = :id"),
          new Select("sessions", "select * from sessions where account = :id order by created_at"),
          new Select("links", "select * from links where account = :id"),
          new Select("ranks_and_bans", "select * from affiliations where subject = :subject"),
          new Select("ranks_and_bans_given", "select * from affiliations where by_id = :id"),
          new Select("server_bans", "select * from server_bans where subject = :subject"),
          new Select("server_bans_given", "select * from server_bans where by_id = :id"),
          new Select(
              "topics_registered",
              "select name, title, registered_at from registered_topics where by_id = :id"));

  private static final String AUDIT =
      """
      select * from audit
      where id > :after and id <= :upTo and (by_id = :id or about_id = :id) order by id
      """;

  private PersonalRows() {}

  private record Select(String section, String sql) {}

  static List<PersonalData.Section> read(Handle handle, MemberId member) {
    List<PersonalData.Section> all = new ArrayList<>();
    for (Select each : SELECTS) {
      List<Map<String, Object>> rows =
          handle
              .createQuery(each.sql())
              .configure(SqlStatements.class, it -> it.setUnusedBindingAllowed(true))
              .bind("id", member.value())
              .bind("subject", key(member))
              .mapToMap()
              .map(PersonalRows::shown)
              .list();
      all.add(new PersonalData.Section(each.section(), rows));
    }
    return all;
  }

  static List<Map<String, Object>> audit(Handle handle, MemberId member, long after) {
    return handle
        .createQuery(AUDIT)
        .bind("id", member.value())
        .bind("after", after)
        .bind("upTo", after + WINDOW)
        .mapToMap()
        .map(PersonalRows::shown)
        .list();
  }

  /// The highest id of a line of the audit log; 0 if there is none.
  static long lastLine(Handle handle) {
    return handle.createQuery("select coalesce(max(id), 0) from audit").mapTo(Long.class).one();
  }

  static String key(MemberId member) {
    return "m:" + member;
  }

  /// Without what is empty, and without hashes.
  private static Map<String, Object> shown(Map<String, Object> row) {
    Map<String, Object> shown = new LinkedHashMap<>();
    row.forEach((column, value) -> {
      if (Objects.nonNull(value) && !SECRETS.contains(column)) {
        shown.put(column, FLAGS.contains(column) ? isTrue(value) : value);
      }
    });
    return shown;
  }

  /// SQLite has numbers for flags.
  private static boolean isTrue(Object flag) {
    return flag.equals(true) || flag.equals(1);
  }
}
