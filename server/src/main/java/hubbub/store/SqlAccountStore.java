package hubbub.store;

import hubbub.identity.Account;
import hubbub.identity.AccountFilter;
import hubbub.identity.AccountStore;
import hubbub.identity.Link;
import hubbub.identity.OperatorAct;
import hubbub.topic.MemberId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jdbi.v3.core.Handle;

/// The [AccountStore] on a database. Any thread.
final class SqlAccountStore implements AccountStore {
  private static final String SELECT = "select * from accounts where ";

  private static final String PAGE =
      SELECT
          + """
          name_key > :after and (:anyAdmin or admin = :admin)
            and (:anyDisabled or disabled = :disabled)
          order by name_key limit :limit
          """;

  private static final String CREATE =
      """
      insert into accounts (id, name, name_key, password, created_at, disabled, admin)
      values (:id, :name, :key, :password, :created, :disabled, :admin)
      on conflict (name_key) do nothing
      """;

  /// Changes nothing, but has whatever else changes the account, or its sessions, wait.
  private static final String LOCK_UNCHANGED =
      """
      update accounts set disabled = disabled
      where id = :id and password = :password and not disabled and admin = :admin
      """;

  private static final String CHANGE_PASSWORD =
      "update accounts set password = :next where id = :id and password = :password";

  private final Database database;
  private final RegisteredNames names;
  private final OtherServers others;
  private final OperatorAudit operators;

  SqlAccountStore(
      Database database, RegisteredNames names, OtherServers others, OperatorAudit operators) {
    this.database = database;
    this.names = names;
    this.others = others;
    this.operators = operators;
  }

  @Override
  public boolean mayHave(String nameKey) {
    return names.mayContain(nameKey);
  }

  @Override
  public CompletionStage<Boolean> create(
      Account account, Session session, Optional<Link.Use> link) {
    return others
        .adding(
            StoreNews.Kind.ACCOUNT_CREATED,
            account.nameKey(),
            () -> createHere(account, session, link))
        .whenComplete((isAdded, _) -> {
          if (isAdded != null && !isAdded) {
            deleted(account); // a name that nobody got must not stay reserved elsewhere
          }
        });
  }

  private CompletionStage<Boolean> createHere(
      Account account, Session session, Optional<Link.Use> link) {
    return database.write(handle -> {
      if (link.isPresent() && !LinkRows.take(handle, link.get())) {
        return false;
      }
      boolean isAdded = insert(handle, account);
      if (isAdded) {
        names.add(account.nameKey()); // before the commit, which may happen even if it fails
        SessionRows.add(handle, account.id(), session);
      } else {
        link.ifPresent(use -> LinkRows.giveBack(handle, use));
      }
      return isAdded;
    });
  }

  private static boolean insert(Handle handle, Account account) {
    return handle
            .createUpdate(CREATE)
            .bind("id", account.id().value())
            .bind("name", account.name())
            .bind("key", account.nameKey())
            .bind("password", account.password())
            .bind("created", account.createdAt())
            .bind("disabled", account.isDisabled())
            .bind("admin", account.isAdmin())
            .execute()
        == 1;
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
        row.getBoolean("disabled"),
        row.getBoolean("admin"));
  }

  @Override
  public CompletionStage<List<Account>> page(AccountFilter filter, String after, int limit) {
    return database.read(handle ->
        handle
            .createQuery(PAGE)
            .bind("after", after)
            .bind("anyAdmin", filter.isAdmin().isEmpty())
            .bind("admin", filter.isAdmin().orElse(false))
            .bind("anyDisabled", filter.isDisabled().isEmpty())
            .bind("disabled", filter.isDisabled().orElse(false))
            .bind("limit", limit)
            .map((row, _) -> account(row))
            .list());
  }

  @Override
  public CompletionStage<Boolean> hasAdmin() {
    return database.read(handle ->
        handle
            .createQuery("select 1 from accounts where admin limit 1")
            .mapTo(Integer.class)
            .findOne()
            .isPresent());
  }

  @Override
  public CompletionStage<Boolean> signIn(Account account, Session session) {
    return database.write(handle -> {
      boolean isUnchanged =
          handle
                  .createUpdate(LOCK_UNCHANGED)
                  .bind("id", account.id().value())
                  .bind("password", account.password())
                  .bind("admin", account.isAdmin())
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
        return SessionRows.isReplaced(handle, renewal.next().tokenHash())
            ? new Renewed.Outdated()
            : new Renewed.Current(owner.get());
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
    return database.write(handle -> {
      if (!replace(handle, account, hash)) {
        return Optional.empty();
      }
      LinkRows.forget(handle, account.id());
      return Optional.of(SessionRows.endAll(handle, account.id(), kept, revokedUntil));
    });
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
  public CompletionStage<Optional<Reset>> resetPassword(
      Link.Use link, String hash, Session session, long revokedUntil) {
    return database.write(handle -> {
      Optional<MemberId> its = LinkRows.accountOf(handle, link);
      its.ifPresent(id -> SessionRows.lock(handle, id)); // before its links, as whoever adds one
      Optional<Reset> reset =
          LinkRows.take(handle, link)
              ? its.flatMap(id -> withPassword(handle, id, hash, revokedUntil))
              : Optional.empty();
      reset.ifPresent(it -> SessionRows.add(handle, it.account().id(), session));
      return reset;
    });
  }

  /// Ends the sessions first: from then on, nobody else can change the account.
  private static Optional<Reset> withPassword(
      Handle handle, MemberId id, String hash, long revokedUntil) {
    List<String> ended = SessionRows.endAll(handle, id, Optional.empty(), revokedUntil);
    handle
        .createUpdate("update accounts set password = :next where id = :id and not disabled")
        .bind("id", id.value())
        .bind("next", hash)
        .execute();
    LinkRows.forget(handle, id);
    return one(handle, "not disabled and id = :it", id.value())
        .map(account -> new Reset(account, ended));
  }

  @Override
  public CompletionStage<List<String>> setAdmin(
      Account account, boolean isAdmin, OperatorAct act, long revokedUntil) {
    return database.write(handle -> {
      OperatorAudit.Line line = operators.of(handle, act);
      List<String> ended =
          isAdmin ? forgetLinks(handle, account) : endAll(handle, account, revokedUntil);
      if (isSet(handle, account, "admin", isAdmin)) {
        line.add();
      }
      return ended;
    });
  }

  /// Whoever made them may not change the password of an admin.
  private static List<String> forgetLinks(Handle handle, Account account) {
    boolean _ = SessionRows.lock(handle, account.id());
    LinkRows.forget(handle, account.id());
    return List.of();
  }

  @Override
  public CompletionStage<List<String>> setDisabled(
      Account account, boolean isDisabled, OperatorAct act, long revokedUntil) {
    return database.write(handle -> {
      OperatorAudit.Line line = operators.of(handle, act);
      List<String> ended = isDisabled ? endAll(handle, account, revokedUntil) : List.of();
      if (isSet(handle, account, "disabled", isDisabled)) {
        line.add();
      }
      return ended;
    });
  }

  private static List<String> endAll(Handle handle, Account account, long revokedUntil) {
    return SessionRows.endAll(handle, account.id(), Optional.empty(), revokedUntil);
  }

  /// Sets a column, and returns whether there is such an account.
  private static boolean isSet(Handle handle, Account account, String column, boolean value) {
    return handle
            .createUpdate("update accounts set <column> = :value where id = :id")
            .define("column", column)
            .bind("value", value)
            .bind("id", account.id().value())
            .execute()
        == 1;
  }

  @Override
  public CompletionStage<Optional<List<String>>> delete(Account account, long revokedUntil) {
    return forgetting(Optional.of(account), handle -> removed(handle, account, revokedUntil))
        .handle((ended, fault) -> ended == null ? refusal(fault) : Optional.of(ended));
  }

  private static List<String> removed(Handle handle, Account account, long revokedUntil) {
    List<String> ended = endAll(handle, account, revokedUntil);
    AccountRemoval.forget(handle, account.id(), revokedUntil);
    handle
        .createUpdate("delete from accounts where id = :id")
        .bind("id", account.id().value())
        .execute();
    return ended;
  }

  private static Optional<List<String>> refusal(Throwable fault) {
    if (fault.getCause() instanceof Refused) {
      return Optional.empty();
    }
    throw fault instanceof CompletionException its ? its : new CompletionException(fault);
  }

  /// Runs work that removes `account`, if there is one, and ends sessions, whose families it
  /// returns; then its name is free.
  CompletionStage<List<String>> forgetting(
      Optional<Account> account, Database.Work<List<String>> work) {
    return database
        .write(handle -> new Deleted(work.run(handle), names.additions()))
        .thenApply(deleted -> {
          account.ifPresent(it -> names.remove(it.nameKey(), deleted.additions()));
          account.ifPresent(this::deleted);
          return deleted.ended();
        });
  }

  /// Tells other servers that this is no account.
  private void deleted(Account account) {
    CompletionStage<?> _ = others.tell(StoreNews.Kind.ACCOUNT_DELETED, account.nameKey());
  }

  /// Another server has deleted the account of that name: the name is free here, too, unless there
  /// is another account of that name by now.
  CompletionStage<?> deletedElsewhere(String nameKey) {
    long additions = names.additions();
    return named(nameKey)
        .thenAccept(account -> {
          if (account.isEmpty()) {
            names.remove(nameKey, additions);
          }
        });
  }

  /// The families that were ended, and how many names had been added while nobody else could have
  /// this one.
  private record Deleted(List<String> ended, long additions) {}
}
