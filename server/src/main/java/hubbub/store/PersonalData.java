package hubbub.store;

import hubbub.identity.Account;
import hubbub.topic.MemberId;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// What the store has of single people: to hand out, and to erase. Any thread.
public final class PersonalData {
  private final Database database;
  private final AuditBuffer audit;
  private final SqlAccountStore accounts;
  private final Erasures erasures;
  private final InstantSource clock;

  PersonalData(Parts parts, InstantSource clock) {
    this.database = parts.database();
    this.audit = parts.audit();
    this.accounts = parts.accounts();
    this.erasures = parts.erasures();
    this.clock = clock;
  }

  /// What of the store has something of people.
  record Parts(Database database, AuditBuffer audit, SqlAccountStore accounts, Erasures erasures) {}

  /// Rows of one kind, by column. No hash of a password or of a token is in them.
  public record Section(String name, List<Map<String, Object>> rows) {
    public Section {
      rows = List.copyOf(rows);
    }
  }

  /// A part of the audit log's lines that name somebody, oldest first. `next` is the `after` of the
  /// next part; empty on the last.
  public record AuditPart(List<Map<String, Object>> lines, Optional<Long> next) {
    public AuditPart {
      lines = List.copyOf(lines);
    }
  }

  /// All rows that name `member`, but for the audit log.
  public CompletionStage<List<Section>> of(MemberId member) {
    return database.read(handle -> PersonalRows.read(handle, member));
  }

  /// The lines of the audit log by or about `member`: a part, starting after `after` (0: from the
  /// start).
  public CompletionStage<AuditPart> audit(MemberId member, long after) {
    return audit
        .flush()
        .thenCompose(_ ->
            database.read(handle -> {
              long next = after + PersonalRows.WINDOW;
              boolean isLast = next >= PersonalRows.lastLine(handle);
              return new AuditPart(
                  PersonalRows.audit(handle, member, after),
                  isLast ? Optional.empty() : Optional.of(next));
            }));
  }

  /// Notes that `member` is being erased. From then on, no lasting act that names it is written,
  /// and the audit log says `pseudonym`. [#erase] does so, too.
  public CompletionStage<Boolean> note(MemberId member, String pseudonym) {
    return database.write(handle -> {
      erasures.add(handle, member, pseudonym, clock.millis());
      return true;
    });
  }

  /// Erases `member`: account, sessions, ranks and nicks; lines of the audit log say `pseudonym` in
  /// its place, and have no address of it. If it is not `isForGood`, because its site may bring it
  /// again, bans of it stay, without nick and text. If the stage fails, a part may be done; doing
  /// it again does no harm.
  ///
  /// @return the families of the sessions that were ended
  public CompletionStage<List<String>> erase(
      MemberId member, String pseudonym, boolean isForGood, long revokedUntil) {
    PersonalErasure.Of its = new PersonalErasure.Of(member, pseudonym, isForGood, revokedUntil);
    return audit
        .flush()
        .thenCompose(_ -> accounts.find(member))
        .thenCompose(account -> eraseRows(its, account))
        .thenCompose(ended -> eraseAudit(its, 0).thenApply(_ -> ended));
  }

  private CompletionStage<List<String>> eraseRows(
      PersonalErasure.Of its, Optional<Account> account) {
    return accounts.forgetting(
        account,
        handle -> {
          erasures.add(handle, its.member(), its.pseudonym(), clock.millis());
          return PersonalErasure.erase(handle, its);
        });
  }

  private CompletionStage<Boolean> eraseAudit(PersonalErasure.Of its, long after) {
    return database
        .write(handle -> {
          PersonalErasure.eraseAudit(handle, its, after);
          return after + PersonalRows.WINDOW >= PersonalRows.lastLine(handle);
        })
        .thenCompose(isLast ->
            isLast
                ? CompletableFuture.completedFuture(true)
                : eraseAudit(its, after + PersonalRows.WINDOW));
  }
}
