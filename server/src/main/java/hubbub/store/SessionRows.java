package hubbub.store;

import hubbub.identity.AccountStore.Renewal;
import hubbub.identity.AccountStore.Revocation;
import hubbub.identity.AccountStore.Session;
import hubbub.identity.AccountTokens;
import hubbub.identity.RevocationList;
import hubbub.topic.MemberId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The statements about sessions, and about the access tokens that are revoked with them. Whoever
/// changes sessions locks their account first, so that none is added to an account while all of
/// them are ended.
final class SessionRows {
  /// The sessions that an account may have; beyond that, the oldest end.
  static final int MOST = 100;

  private static final String ADD =
      """
      insert into sessions (token_hash, family, account, created_at, expires_at)
      values (:token, :family, :account, :from, :until)
      on conflict (token_hash) do nothing
      """;

  private static final String ROOM =
      "from sessions where account = :account order by created_at desc, token_hash limit :most";

  /// Those of which no token finds room.
  private static final String CROWDED_OUT =
      """
      select distinct family from sessions
      where account = :account and family not in (select family %s)
      """
          .formatted(ROOM);

  private static final String CROWD_OUT =
      """
      delete from sessions where account = :account and token_hash not in (select token_hash %s)
      """
          .formatted(ROOM);

  private static final String LOCK_OWNER =
      """
      update accounts set disabled = disabled
      where id in (select account from sessions where family = :family)
      """;

  private static final String REPLACE =
      """
      update sessions set replaced_at = coalesce(replaced_at, :now)
      where family = :family and token_hash = :shown and expires_at > :now
        and (replaced_at is null or replaced_at > :grace)
      """;

  private SessionRows() {}

  /// Adds a token, unless it is there already. The sessions that it crowds out end.
  static void add(Handle handle, MemberId account, Session session) {
    handle
        .createUpdate(ADD)
        .bind("token", session.tokenHash())
        .bind("family", session.family())
        .bind("account", account.value())
        .bind("from", session.from())
        .bind("until", session.until())
        .execute();
    crowdOut(handle, account, AccountTokens.allOverAt(session.from()));
  }

  private static void crowdOut(Handle handle, MemberId account, long revokedUntil) {
    handle
        .createQuery(CROWDED_OUT)
        .bind("account", account.value())
        .bind("most", MOST)
        .mapTo(String.class)
        .list()
        .forEach(family -> end(handle, new Revocation(family, revokedUntil)));
    handle.createUpdate(CROWD_OUT).bind("account", account.value()).bind("most", MOST).execute();
  }

  /// Whether that token was replaced.
  static boolean isReplaced(Handle handle, String tokenHash) {
    return handle
        .createQuery("select 1 from sessions where token_hash = :token and replaced_at is not null")
        .bind("token", tokenHash)
        .mapTo(Integer.class)
        .findOne()
        .isPresent();
  }

  /// The id of the account that the family is of, which others cannot change from now on.
  static Optional<String> lockedOwner(Handle handle, String family) {
    handle.createUpdate(LOCK_OWNER).bind("family", family).execute();
    return handle
        .createQuery("select distinct account from sessions where family = :family")
        .bind("family", family)
        .mapTo(String.class)
        .findOne();
  }

  /// Marks the token that is shown as replaced, and forgets those that have been for long.
  ///
  /// @return whether it was good
  static boolean replace(Handle handle, Renewal renewal) {
    String family = renewal.next().family();
    boolean isGood =
        handle
                .createUpdate(REPLACE)
                .bind("family", family)
                .bind("shown", renewal.shownHash())
                .bind("now", renewal.next().from())
                .bind("grace", renewal.grace())
                .execute()
            == 1;
    handle
        .createUpdate("delete from sessions where family = :family and replaced_at <= :grace")
        .bind("family", family)
        .bind("grace", renewal.grace())
        .execute();
    return isGood;
  }

  /// Ends a session, and revokes its access tokens.
  ///
  /// @return whether there was one
  static boolean end(Handle handle, Revocation session) {
    boolean wasThere =
        handle
                .createUpdate("delete from sessions where family = :family")
                .bind("family", session.family())
                .execute()
            > 0;
    if (wasThere) {
      TokenRevocations.put(
          handle,
          RevocationList.Revocation.ofToken(
              AccountTokens.NAME, session.family(), Instant.ofEpochMilli(session.until())));
    }
    return wasThere;
  }

  /// Has whatever else changes the account, its sessions or its links, wait.
  ///
  /// @return whether there is such an account
  static boolean lock(Handle handle, MemberId account) {
    return handle
            .createUpdate("update accounts set disabled = disabled where id = :id")
            .bind("id", account.value())
            .execute()
        == 1;
  }

  /// The same.
  ///
  /// @return whether there is such an account, and it is an admin or not, as `isAdmin` says
  static boolean lock(Handle handle, MemberId account, boolean isAdmin) {
    return handle
            .createUpdate(
                "update accounts set disabled = disabled where id = :id and admin = :admin")
            .bind("id", account.value())
            .bind("admin", isAdmin)
            .execute()
        == 1;
  }

  /// Ends the sessions of `account`, except that of the family `kept`; returns their families.
  static List<String> endAll(
      Handle handle, MemberId account, Optional<String> kept, long revokedUntil) {
    boolean _ = lock(handle, account);
    List<String> families =
        handle
            .createQuery(
                "select distinct family from sessions where account = :id and family <> :kept")
            .bind("id", account.value())
            .bind("kept", kept.orElse(""))
            .mapTo(String.class)
            .list();
    families.forEach(family -> end(handle, new Revocation(family, revokedUntil)));
    return families;
  }
}
