package hubbub.store;

import hubbub.topic.LastingAct;
import hubbub.topic.MemberId;
import hubbub.topic.Subject;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatements;

/// What becomes of an account's ranks and bans when its owner removes it. The audit log stays as it
/// is; [PersonalErasure] erases that, too.
final class AccountRemoval {
  /// Until the transaction ends, no other one can change who owns these topics.
  private static final String LOCK_TOPICS =
      """
      update registered_topics set version = version + 1
      where name in (select topic from affiliations where subject = :subject)
      """;

  private static final String OWNED_ALONE =
      """
      select 1 from affiliations its
      where its.subject = :subject and its.kind = 'rank' and its.rank = 'owner'
        and its.until_at is null and not exists
          (select 1 from affiliations other
           where other.topic = its.topic and other.kind = 'rank' and other.rank = 'owner'
             and other.until_at is null and other.subject <> its.subject)
      limit 1
      """;

  private static final String FORGET_RANKS =
      "delete from affiliations where subject = :subject and kind = 'rank'";

  /// The id is never used again, but an access token may be, for a few minutes.
  private static final String END_BANS =
      """
      update affiliations
      set nick = null, until_at = case when until_at < :end then until_at else :end end
      where subject = :subject and kind = 'ban'
      """;

  private AccountRemoval() {}

  /// Forgets the ranks of `account`. Its bans lose the nick, and end with its last access token, at
  /// `tokensEnd`.
  ///
  /// @throws Refused if a topic would be left without an owner
  static void forget(Handle handle, MemberId account, long tokensEnd) {
    run(handle, LOCK_TOPICS, account, tokensEnd);
    boolean isLastOwner =
        handle
            .createQuery(OWNED_ALONE)
            .bind("subject", key(account))
            .mapTo(Integer.class)
            .findOne()
            .isPresent();
    if (isLastOwner) {
      throw new Refused(LastingAct.Result.LAST_OWNER);
    }
    run(handle, FORGET_RANKS, account, tokensEnd);
    run(handle, END_BANS, account, tokensEnd);
  }

  private static void run(Handle handle, String sql, MemberId account, long tokensEnd) {
    int _ =
        handle
            .createUpdate(sql)
            .configure(SqlStatements.class, it -> it.setUnusedBindingAllowed(true))
            .bind("subject", key(account))
            .bind("end", tokensEnd)
            .execute();
  }

  private static String key(MemberId account) {
    return SubjectKeys.of(new Subject.Member(account));
  }
}
