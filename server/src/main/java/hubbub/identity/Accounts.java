package hubbub.identity;

import hubbub.text.Text;
import hubbub.topic.MemberId;
import hubbub.topic.Nick;
import java.util.List;
import java.util.Optional;

/// Accounts of this server: signing in and out, and [SignUps]. Any thread that may wait; calls
/// block, also for the store, and throw [UnavailableNow] if it cannot be asked.
///
/// Who signs in gets an access token, which is good wherever tokens are and lives for 15 minutes,
/// and a refresh token, for the next one of each. Ending a session revokes its access tokens.
public final class Accounts {
  private final AccountStore store;
  private final Passwords passwords;
  private final Sessions sessions;
  private final Links links;
  private final SignUps signUps;

  /// Somebody's name and password, as they were written.
  public record Credentials(String name, String password) {
    /// Shows no password.
    @Override
    public String toString() {
      return "credentials";
    }
  }

  /// Why something is not done.
  public enum Refusal {
    BAD_NAME,
    BAD_PASSWORD,
    NAME_TAKEN,
    WRONG_CREDENTIALS,
    BAD_LINK,
    NOT_SIGNED_IN,
    LAST_OWNER
  }

  /// What came of a request: what was asked for, or why not.
  public sealed interface Outcome<T> {}

  /// It is done.
  public record Done<T>(T value) implements Outcome<T> {}

  /// It is not done.
  public record Refused<T>(Refusal why) implements Outcome<T> {}

  /// Somebody is signed in. `token` is the access token, and ends at `endsAt` (milliseconds since
  /// 1970 UTC).
  public record SignedIn(Account account, String token, long endsAt, RefreshToken refresh) {}

  public Accounts(AccountStore store, Passwords passwords, Sessions sessions, Links links) {
    this.store = store;
    this.passwords = passwords;
    this.sessions = sessions;
    this.links = links;
    this.signUps = new SignUps(store, passwords, sessions, links);
  }

  /// The key that a name has; empty if it is no nick, and so nobody's name.
  public static Optional<String> keyOf(String name) {
    return Text.nick(name).map(Nick::skeleton);
  }

  /// How people get an account, and another password.
  public SignUps signUps() {
    return signUps;
  }

  /// Links for people to use once or a few times.
  public Links links() {
    return links;
  }

  /// Signs in. Answers the same, after the same work, whether the name or the password is wrong.
  public Outcome<SignedIn> signIn(Credentials given) {
    Optional<Account> found =
        keyOf(given.name()).flatMap(key -> StoreAnswers.await(store.named(key)));
    return isRight(found, given.password())
        ? signedIn(found.orElseThrow(), given.password())
        : new Refused<>(Refusal.WRONG_CREDENTIALS);
  }

  private boolean isRight(Optional<Account> account, String written) {
    Optional<String> password = Passwords.given(written);
    if (password.isEmpty()) {
      return false;
    }
    if (account.isEmpty()) {
      passwords.matchNobody(password.get());
      return false;
    }
    return passwords.matches(password.get(), account.get().password())
        && !account.get().isDisabled();
  }

  private Outcome<SignedIn> signedIn(Account account, String written) {
    return sessions
        .begin(strengthened(account, written), store::signIn)
        .<Outcome<SignedIn>>map(Done::new)
        .orElseGet(() -> new Refused<>(Refusal.WRONG_CREDENTIALS));
  }

  /// Hashes the password anew if its hash was made with weaker parameters.
  private Account strengthened(Account account, String written) {
    if (!passwords.isOutdated(account.password())) {
      return account;
    }
    String hash = passwords.hash(Passwords.given(written).orElseThrow());
    return StoreAnswers.await(store.rehash(account, hash)) ? account.withPassword(hash) : account;
  }

  /// The account whose access token this is.
  public Outcome<Account> me(String token) {
    return sessions
        .of(token)
        .flatMap(its -> StoreAnswers.await(store.find(new MemberId(its.subject()))))
        .filter(account -> !account.isDisabled())
        .<Outcome<Account>>map(Done::new)
        .orElseGet(() -> new Refused<>(Refusal.NOT_SIGNED_IN));
  }

  /// Changes the password of the one whose access token this is, and ends all other sessions.
  public Outcome<Account> changePassword(String token, String current, String next) {
    return switch (confirmed(token, current)) {
      case Refused<Account> refused -> refused;
      case Done<Account>(Account account) -> changePassword(token, account, next);
    };
  }

  private Outcome<Account> changePassword(String token, Account account, String next) {
    Optional<String> password = Passwords.chosen(next);
    if (password.isEmpty()) {
      return new Refused<>(Refusal.BAD_PASSWORD);
    }
    String hash = passwords.hash(password.get());
    return sessions.changePassword(account, hash, sessions.of(token).flatMap(Token::id))
        ? new Done<>(account)
        : new Refused<>(Refusal.WRONG_CREDENTIALS);
  }

  /// Removes the account of the one whose access token this is, unless it is the only owner of a
  /// topic, and ends all sessions.
  public Outcome<Account> delete(String token, String password) {
    return switch (confirmed(token, password)) {
      case Refused<Account> refused -> refused;
      case Done<Account>(Account account) ->
          sessions.delete(account) ? new Done<>(account) : new Refused<>(Refusal.LAST_OWNER);
    };
  }

  private Outcome<Account> confirmed(String token, String password) {
    return switch (me(token)) {
      case Refused<Account> refused -> refused;
      case Done<Account>(Account account) when isRight(Optional.of(account), password) ->
          new Done<>(account);
      case Done<Account> _ -> new Refused<>(Refusal.WRONG_CREDENTIALS);
    };
  }

  /// Ends all sessions of the one whose access token this is.
  public Outcome<List<String>> signOutEverywhere(String token) {
    return switch (me(token)) {
      case Refused<Account>(Refusal why) -> new Refused<>(why);
      case Done<Account>(Account account) -> new Done<>(sessions.endAll(account));
    };
  }

  /// Goes on with the session whose refresh token this is.
  public Outcome<SignedIn> refresh(String refreshToken) {
    return RefreshToken.parse(refreshToken)
        .flatMap(sessions::renew)
        .<Outcome<SignedIn>>map(Done::new)
        .orElseGet(() -> new Refused<>(Refusal.NOT_SIGNED_IN));
  }

  /// Ends the session whose refresh token this is, if it is one.
  public void signOut(String refreshToken) {
    RefreshToken.parse(refreshToken).ifPresent(sessions::end);
  }
}
