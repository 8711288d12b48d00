package hubbub.store;

import hubbub.identity.Account;
import hubbub.identity.AccountStore;
import hubbub.topic.MemberId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jdbi.v3.core.Handle;

/// The [AccountStore] on a database. Any thread.
final class SqlAccountStore implements AccountStore {
  private static final String SELECT = "select * from accounts where ";

  private static final String CREATE =
      """
      insert into accounts (id, name, name_key, password, created_at, disabled)
      values (:id, :name, :key, :password, :created, :disabled)
      on conflict (name_key) do nothing
      """;

  /// Changes nothing, but has whatever else changes the account, or its sessions, wait.
  private static final String LOCK_UNCHANGED =
      """
      update accounts set disabled = disabled
      where id = :id and password = :password and not disabled
      """;

  private static final String CHANGE_PASSWORD =
      "update accounts set password = :next where id = :id and password = :password";

  private final Database database;
  private final RegisteredNames names;

  SqlAccountStore(Database database, RegisteredNames names) {
    this.database = database;
    this.names = names;
  }

  @Override
  public boolean mayHave(String nameKey) {
    return names.mayContain(nameKey);
  }

  @Override
  public CompletionStage<Boolean> create(Account account, Session session) {
    return database.write(handle -> {
      int added =
          handle
              .createUpdate(CREATE)
              .bind("id", account.id().value())
              .bind("name", account.name())
              .bind("key", account.nameKey())
              .bind("password", account.password())
              .bind("created", account.createdAt())
              .bind("disabled", account.isDisabled())
              .execute();
      if (added == 1) {
        names.add(account.nameKey()); // before the commit, which may happen even if it fails
        SessionRows.add(handle, account.id(), session);
      }
      return added == 1;
    });
  }

  @Override
  public CompletionStage<Optional<Account>> named(String nameKey) {
    return database.read(handle -> one(handle, "name_key = :it", nameKey));
  }

  @Override
  public CompletionStage<Optional<Account>> find(MemberId id) {
    return database.read(handle -> one(handle, "id = :it", id.value()));
  }

  private static Optional<Account> one(Handle handle, String condition, String value) {
    return handle
        .createQuery(SELECT + condition)
        .bind("it", value)
        .map((row, _) -> account(row))
        .findOne();
  }

  private static Account account(ResultSet row) throws SQLException {
    return new Account(
        new MemberId(row.getString("id")),
        row.getString("name"),
        row.getString("name_key"),
        row.getString("password"),
        row.getLong("created_at"),
        row.getBoolean("disabled"));
  }

  @Override
  public CompletionStage<Boolean> signIn(Account account, Session session) {
    return database.write(handle -> {
      boolean isUnchanged =
          handle
                  .createUpdate(LOCK_UNCHANGED)
                  .bind("id", account.id().value())
                  .bind("password", account.password())
                  .execute()
              == 1;
      if (isUnchanged) {
        SessionRows.add(handle, account.id(), session);
      }
      return isUnchanged;
    });
  }

  @Override
  public CompletionStage<Renewed> renew(Renewal renewal) {
    return database.write(handle -> {
      Optional<Account> owner =
          SessionRows.lockedOwner(handle, renewal.next().family())
              .flatMap(id -> one(handle, "id = :it", id));
      if (owner.isEmpty() || owner.get().isDisabled()) {
        return new Renewed.Unknown();
      }
      if (SessionRows.replace(handle, renewal)) {
        SessionRows.add(handle, owner.get().id(), renewal.next());
        return new Renewed.Current(owner.get());
      }
      boolean _ =
          SessionRows.end(handle, new Revocation(renewal.next().family(), renewal.revokedUntil()));
      return new Renewed.Reused();
    });
  }

  @Override
  public CompletionStage<Boolean> signOut(Revocation session) {
    return database.write(handle -> {
      Optional<String> _ = SessionRows.lockedOwner(handle, session.family());
      return SessionRows.end(handle, session);
    });
  }

  @Override
  public CompletionStage<List<String>> signOutAll(MemberId account, long revokedUntil) {
    return database.write(
        handle -> SessionRows.endAll(handle, account, Optional.empty(), revokedUntil));
  }

  @Override
  public CompletionStage<Boolean> rehash(Account account, String hash) {
    return database.write(handle -> replace(handle, account, hash));
  }

  @Override
  public CompletionStage<Optional<List<String>>> changePassword(
      Account account, String hash, Optional<String> kept, long revokedUntil) {
    return database.write(handle ->
        replace(handle, account, hash)
            ? Optional.of(SessionRows.endAll(handle, account.id(), kept, revokedUntil))
            : Optional.empty());
  }

  private static boolean replace(Handle handle, Account account, String hash) {
    return handle
            .createUpdate(CHANGE_PASSWORD)
            .bind("id", account.id().value())
            .bind("password", account.password())
            .bind("next", hash)
            .execute()
        == 1;
  }

  @Override
  public CompletionStage<List<String>> delete(Account account, long revokedUntil) {
    return database
        .write(handle -> {
          List<String> ended =
              SessionRows.endAll(handle, account.id(), Optional.empty(), revokedUntil);
          handle
              .createUpdate("delete from accounts where id = :id")
              .bind("id", account.id().value())
              .execute();
          return new Deleted(ended, names.additions());
        })
        .thenApply(deleted -> {
          names.remove(account.nameKey(), deleted.additions());
          return deleted.ended();
        });
  }

  /// The families that were ended, and how many names had been added while nobody else could have
  /// this one.
  private record Deleted(List<String> ended, long additions) {}

  @Override
  public CompletionStage<List<Revocation>> revocations(long now) {
    return database.read(handle -> SessionRows.revocations(handle, now));
  }
}
