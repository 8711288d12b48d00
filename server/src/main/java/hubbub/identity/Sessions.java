package hubbub.identity;

import hubbub.identity.RevocationList.Revocation;
import hubbub.logging.ThrottledLog;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import javax.crypto.SecretKey;

/// Who is signed in. Any thread that may wait; calls block for the store.
public final class Sessions {
  /// How long a session lasts that nobody goes on with.
  public static final Duration LIFE = Duration.ofDays(30);

  /// How long a refresh token that was replaced is still good.
  private static final Duration GRACE = Duration.ofSeconds(10);

  private static final ThrottledLog REUSED = new ThrottledLog(Sessions.class);
  private static final ThrottledLog CROWDED = new ThrottledLog(RevocationList.class);

  private final AccountStore store;
  private final ServerKeys keys;
  private final SecretKey nextKey;
  private final Tokens tokens;
  private final RevocationList revocations;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  public Sessions(
      AccountStore store,
      ServerKeys keys,
      Tokens tokens,
      RevocationList revocations,
      InstantSource clock) {
    this.store = store;
    this.keys = keys;
    this.nextKey = keys.of(KeyPurpose.REFRESH_TOKENS);
    this.tokens = tokens;
    this.revocations = revocations;
    this.clock = clock;
  }

  /// Keeps a first session of somebody.
  interface Beginning {
    CompletionStage<Boolean> keep(Account account, AccountStore.Session session);
  }

  /// Begins a session, unless the store has something against it.
  Optional<Accounts.SignedIn> begin(Account account, Beginning beginning) {
    RefreshToken first = RefreshToken.mint(random);
    return StoreAnswers.await(beginning.keep(account, session(first)))
        ? Optional.of(signedIn(account, first))
        : Optional.empty();
  }

  private AccountStore.Session session(RefreshToken token) {
    long now = clock.millis();
    return new AccountStore.Session(token.familyHash(), token.hash(), now, now + LIFE.toMillis());
  }

  private Accounts.SignedIn signedIn(Account account, RefreshToken refresh) {
    Instant now = clock.instant();
    return new Accounts.SignedIn(
        account,
        AccountTokens.sign(keys, account, refresh.familyHash(), now),
        now.plus(AccountTokens.LIFE).toEpochMilli(),
        refresh);
  }

  /// Goes on with a session; empty if it has ended, as it has if the token was shown before.
  Optional<Accounts.SignedIn> renew(RefreshToken shown) {
    RefreshToken next = shown.next(nextKey);
    AccountStore.Renewal renewal =
        new AccountStore.Renewal(
            shown.hash(), session(next), clock.millis() - GRACE.toMillis(), revokedUntil());
    return switch (StoreAnswers.await(store.renew(renewal))) {
      case AccountStore.Renewed.Current(Account account) -> Optional.of(signedIn(account, next));
      case AccountStore.Renewed.Unknown _, AccountStore.Renewed.Outdated _ -> Optional.empty();
      case AccountStore.Renewed.Reused _ -> {
        REUSED.warn(
            "A refresh token was used twice, so its session was ended: {}", shown.familyHash());
        revoke(shown.familyHash());
        yield Optional.empty();
      }
    };
  }

  /// What of an access token tells it from others, if it is one that counts now.
  Optional<Token> of(String token) {
    return tokens.verify(token) instanceof Tokens.Genuine(Identity.SiteUser user)
            && user.token().issuer().equals(AccountTokens.NAME)
            && !tokens.isOver(user)
        ? Optional.of(user.token())
        : Optional.empty();
  }

  /// Ends the session of `shown`.
  void end(RefreshToken shown) {
    String family = shown.familyHash();
    if (StoreAnswers.await(store.signOut(new AccountStore.Revocation(family, revokedUntil())))) {
      revoke(family);
    }
  }

  /// Ends all sessions of `account`.
  List<String> endAll(Account account) {
    List<String> ended = StoreAnswers.await(store.signOutAll(account.id(), revokedUntil()));
    revokeAll(account, ended);
    return ended;
  }

  /// Gives `account` another password, and ends all its sessions, except that of the family `kept`.
  ///
  /// @return false if its password was changed meanwhile
  boolean changePassword(Account account, String hash, Optional<String> kept) {
    Optional<List<String>> ended =
        StoreAnswers.await(store.changePassword(account, hash, kept, revokedUntil()));
    ended.ifPresent(families -> families.forEach(this::revoke));
    return ended.isPresent();
  }

  /// Gives the account of a link another password, ends its sessions, and begins one; empty if the
  /// link is not good any more.
  Optional<Accounts.SignedIn> resetPassword(Link.Use link, String hash) {
    RefreshToken first = RefreshToken.mint(random);
    Optional<AccountStore.Reset> reset =
        StoreAnswers.await(store.resetPassword(link, hash, session(first), revokedUntil()));
    return reset.map(it -> {
      revokeAll(it.account(), it.ended());
      return signedIn(it.account(), first);
    });
  }

  /// Makes `account` an admin, or takes that away and ends its sessions.
  void setAdmin(Account account, boolean isAdmin, OperatorAct act) {
    List<String> ended = StoreAnswers.await(store.setAdmin(account, isAdmin, act, revokedUntil()));
    if (!isAdmin) {
      revokeAll(account, ended);
    }
  }

  /// Lets `account` sign in again, or not any more and ends its sessions.
  void setDisabled(Account account, boolean isDisabled, OperatorAct act) {
    List<String> ended =
        StoreAnswers.await(store.setDisabled(account, isDisabled, act, revokedUntil()));
    if (isDisabled) {
      revokeAll(account, ended);
    }
  }

  /// Removes `account`, and ends its sessions; false if a topic has no other owner.
  boolean delete(Account account) {
    Optional<List<String>> ended = StoreAnswers.await(store.delete(account, revokedUntil()));
    ended.ifPresent(families -> revokeAll(account, families));
    return ended.isPresent();
  }

  /// The time by which sessions begin and end, in milliseconds since 1970 UTC.
  long now() {
    return clock.millis();
  }

  /// By then, all access tokens that exist now have ended.
  private long revokedUntil() {
    return AccountTokens.allOverAt(clock.millis());
  }

  /// Revokes the access tokens of an account whose sessions have all ended: one by one or, if
  /// people who sign in and out by program have used up the room for that, by its subject. Those
  /// that are issued in this second or later stay good.
  private void revokeAll(Account account, List<String> families) {
    Optional<String> left =
        families.stream().filter(family -> !revokeKept(family)).reduce((_, last) -> last);
    if (left.isPresent() && !revokeUntilNow(account)) {
      crowded(left.get());
    }
  }

  private boolean revokeUntilNow(Account account) {
    Instant second = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    Duration kept = Duration.between(second, Instant.ofEpochMilli(revokedUntil()));
    return revocations.revoke(
        Revocation.ofSubject(AccountTokens.NAME, account.id().value(), second, kept));
  }

  private void revoke(String family) {
    if (!revokeKept(family)) {
      crowded(family);
    }
  }

  /// The store keeps that already.
  private boolean revokeKept(String family) {
    Instant until = Instant.ofEpochMilli(revokedUntil());
    return revocations.revokeKept(Revocation.ofToken(AccountTokens.NAME, family, until));
  }

  private static void crowded(String family) {
    CROWDED.warn(
        "Too many sessions were ended in the last minutes, so the access tokens of this one count"
            + " until they end: {}",
        family);
  }
}
