package hubbub.store;

import hubbub.identity.Link;
import hubbub.topic.MemberId;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The table `links`.
final class LinkRows {
  private static final String ADD =
      """
      insert into links (code_hash, kind, account, uses_left, ends_at)
      values (:hash, :kind, :account, :uses, :ends)
      """;

  private static final String GOOD =
      "code_hash = :hash and kind = :kind and uses_left > 0 and ends_at > :now";

  private LinkRows() {}

  static void add(Handle handle, Link link) {
    handle
        .createUpdate(ADD)
        .bind("hash", link.codeHash())
        .bind("kind", link.kind().word())
        .bind("account", Rows.orNull(link.account().map(MemberId::value)))
        .bind("uses", link.uses())
        .bind("ends", link.endsAt())
        .execute();
  }

  /// How many links of a kind are good at `now`.
  static int count(Handle handle, Link.Kind kind, long now) {
    return handle
        .createQuery(
            "select count(*) from links where kind = :kind and uses_left > 0 and ends_at > :now")
        .bind("kind", kind.word())
        .bind("now", now)
        .mapTo(Integer.class)
        .one();
  }

  static boolean isGood(Handle handle, Link.Use use) {
    return handle
        .createQuery("select 1 from links where " + GOOD)
        .bind("hash", use.codeHash())
        .bind("kind", use.kind().word())
        .bind("now", use.now())
        .mapTo(Integer.class)
        .findOne()
        .isPresent();
  }

  /// Takes one use. Others who use the same link wait for the end of this transaction.
  ///
  /// @return whether it was good
  static boolean take(Handle handle, Link.Use use) {
    return handle
            .createUpdate("update links set uses_left = uses_left - 1 where " + GOOD)
            .bind("hash", use.codeHash())
            .bind("kind", use.kind().word())
            .bind("now", use.now())
            .execute()
        == 1;
  }

  /// Gives back what this transaction took.
  static void giveBack(Handle handle, Link.Use use) {
    handle
        .createUpdate("update links set uses_left = uses_left + 1 where code_hash = :hash")
        .bind("hash", use.codeHash())
        .execute();
  }

  /// The id of the account that a link is for.
  static Optional<MemberId> accountOf(Handle handle, Link.Use use) {
    return handle
        .createQuery("select account from links where code_hash = :hash and account is not null")
        .bind("hash", use.codeHash())
        .mapTo(String.class)
        .findOne()
        .map(MemberId::new);
  }

  static int forget(Handle handle, Link.Kind kind) {
    return handle
        .createUpdate("delete from links where kind = :kind")
        .bind("kind", kind.word())
        .execute();
  }

  /// No link changes the password of that account any more.
  static void forget(Handle handle, MemberId account) {
    handle
        .createUpdate("delete from links where account = :account")
        .bind("account", account.value())
        .execute();
  }
}
