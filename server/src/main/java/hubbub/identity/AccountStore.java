package hubbub.identity;

import hubbub.topic.MemberId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// Where accounts are kept, and who is signed in. Any thread; never blocks. A stage fails with
/// [hubbub.topic.port.TopicStore.Unavailable] if the store cannot be asked now.
///
/// Each write is one transaction. What ends sessions also revokes their access tokens, which have
/// the session's family as `jti`; a revocation is kept until the last of these has ended.
public interface AccountStore {
  /// One refresh token, by its hash: current from `from` until it is replaced, or until `until`.
  record Session(String family, String tokenHash, long from, long until) {}

  /// Shows a refresh token of `family`, and gives the next one, which is always the same. `grace`:
  /// those that were replaced after then are still good, since a browser's tabs may show the same
  /// one at once.
  record Renewal(String shownHash, Session next, long grace, long revokedUntil) {}

  /// What came of a [Renewal].
  sealed interface Renewed {
    /// The next one is current. It is this account's.
    record Current(Account account) implements Renewed {}

    /// The one that was shown has just been replaced, and so has the next one. Whoever showed it
    /// has a newer one by now, or is a thief.
    record Outdated() implements Renewed {}

    /// The one that was shown had been replaced: its family was ended.
    record Reused() implements Renewed {}

    /// There is no such family, or its account may not sign in.
    record Unknown() implements Renewed {}
  }

  /// An account whose password was reset, and the families that were ended.
  record Reset(Account account, List<String> ended) {
    public Reset {
      ended = List.copyOf(ended);
    }
  }

  /// Access tokens of `family` do not count, until `until`.
  record Revocation(String family, long until) {}

  /// False only if no account has that name key. From memory: another server's may be missing, and
  /// that of a deleted account may be there until the next start.
  boolean mayHave(String nameKey);

  /// Adds an account that is signed in, by a link if it needs one.
  ///
  /// @return false if another one has its name key, or the link is not good
  CompletionStage<Boolean> create(Account account, Session session, Optional<Link.Use> link);

  /// The account whose name has that key.
  CompletionStage<Optional<Account>> named(String nameKey);

  /// The account with that id.
  CompletionStage<Optional<Account>> find(MemberId id);

  /// Up to `limit` of the accounts that are meant, ordered by their name keys, from the one after
  /// `after` on.
  CompletionStage<List<Account>> page(AccountFilter filter, String after, int limit);

  /// Whether any account is an admin.
  CompletionStage<Boolean> hasAdmin();

  /// Signs in.
  ///
  /// @return false if the account is gone, disabled, has another password by now, or is an admin
  ///   only before or after
  CompletionStage<Boolean> signIn(Account account, Session session);

  /// Goes on with a session.
  CompletionStage<Renewed> renew(Renewal renewal);

  /// Ends a session.
  ///
  /// @return whether there was one
  CompletionStage<Boolean> signOut(Revocation session);

  /// Ends all sessions of an account.
  ///
  /// @return the families that were ended
  CompletionStage<List<String>> signOutAll(MemberId account, long revokedUntil);

  /// Keeps `hash`, of the same password, in place of the account's.
  ///
  /// @return false if the account is gone, or has another password by now
  CompletionStage<Boolean> rehash(Account account, String hash);

  /// Keeps `hash` in place of the account's password, and ends all its sessions, except that of the
  /// family `kept`. No link changes the password any more.
  ///
  /// @return the families that were ended; empty if the account is gone, or has another password by
  ///   now
  CompletionStage<Optional<List<String>>> changePassword(
      Account account, String hash, Optional<String> kept, long revokedUntil);

  /// By a link that resets a password, keeps `hash` in place of that of the link's account, ends
  /// all its sessions, and signs in.
  ///
  /// @return empty if the link is not good, or its account may not sign in
  CompletionStage<Optional<Reset>> resetPassword(
      Link.Use link, String hash, Session session, long revokedUntil);

  /// Makes an account an admin, after which no link that was made before changes its password; or
  /// takes that away, which ends its sessions.
  ///
  /// @return the families that were ended
  CompletionStage<List<String>> setAdmin(
      Account account, boolean isAdmin, OperatorAct act, long revokedUntil);

  /// Lets an account sign in again, or not any more, which ends its sessions.
  ///
  /// @return the families that were ended
  CompletionStage<List<String>> setDisabled(
      Account account, boolean isDisabled, OperatorAct act, long revokedUntil);

  /// Removes an account with its lasting ranks, and ends its sessions; empty if a topic has no
  /// other owner.
  ///
  /// @return the families that were ended
  CompletionStage<Optional<List<String>>> delete(Account account, long revokedUntil);
}
