package hubbub.store;

import hubbub.topic.MemberId;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatements;

/// The statements that erase one person. Each may run again and does no harm then.
final class PersonalErasure {
  /// Bans of addresses that were imposed together with one of the person have its nick, too.
  private static final String NICKS_OF_ADDRESSES =
      """
      update affiliations set nick = null
      where kind = 'ban' and subject like 'a:%' and (topic, set_at, by_id) in
        (select topic, set_at, by_id from affiliations where subject = :subject and kind = 'ban')
      """;

  private static final List<String> ALWAYS =
      List.of(
          NICKS_OF_ADDRESSES,
          "delete from affiliations where subject = :subject and kind = 'rank'",
          "update affiliations set nick = null, text = null where subject = :subject",
          "update affiliations set by_id = :pseudonym where by_id = :id",
          "update registered_topics set by_id = :pseudonym where by_id = :id",
          "update server_bans set text = null where subject = :subject",
          "update server_bans set by_id = :pseudonym where by_id = :id");

  private static final List<String> IF_IT_NEVER_COMES_BACK =
      List.of(
          "delete from affiliations where subject = :subject",
          "delete from server_bans where subject = :subject");

  private static final List<String> AUDIT =
      List.of(
          """
          update audit set by_id = :pseudonym, by_nick = null, by_address = null
          where id > :after and id <= :upTo and by_id = :id
          """,
          """
          update audit set about_id = :pseudonym, about_nick = null, about_address = null
          where id > :after and id <= :upTo and about_id = :id
          """);

  private PersonalErasure() {}

  /// Whom to erase, and what its lines say from then on. `isForGood`: its id never comes back, so
  /// its bans are of no use. `revokedUntil`: by then, its access tokens have ended.
  record Of(MemberId member, String pseudonym, boolean isForGood, long revokedUntil) {}

  /// Erases all but the audit log. Returns the families of the sessions that were ended.
  static List<String> erase(Handle handle, Of its) {
    List<String> ended =
        SessionRows.endAll(handle, its.member(), Optional.empty(), its.revokedUntil());
    run(handle, "delete from accounts where id = :id", its);
    ALWAYS.forEach(sql -> run(handle, sql, its));
    if (its.isForGood()) {
      IF_IT_NEVER_COMES_BACK.forEach(sql -> run(handle, sql, its));
    }
    return ended;
  }

  /// Erases from one window of the audit log, after the line `after`.
  static void eraseAudit(Handle handle, Of its, long after) {
    for (String sql : AUDIT) {
      int _ =
          handle
              .createUpdate(sql)
              .configure(SqlStatements.class, it -> it.setUnusedBindingAllowed(true))
              .bind("id", its.member().value())
              .bind("pseudonym", its.pseudonym())
              .bind("after", after)
              .bind("upTo", after + PersonalRows.WINDOW)
              .execute();
    }
  }

  private static void run(Handle handle, String sql, Of its) {
    int _ =
        handle
            .createUpdate(sql)
            .configure(SqlStatements.class, it -> it.setUnusedBindingAllowed(true))
            .bind("id", its.member().value())
            .bind("subject", PersonalRows.key(its.member()))
            .bind("pseudonym", its.pseudonym())
            .execute();
  }
}
