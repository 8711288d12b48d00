package hubbub.identity;

import hubbub.identity.Accounts.Credentials;
import hubbub.identity.Accounts.Done;
import hubbub.identity.Accounts.Outcome;
import hubbub.identity.Accounts.Refusal;
import hubbub.identity.Accounts.Refused;
import hubbub.identity.Accounts.SignedIn;
import hubbub.text.Text;
import hubbub.topic.MemberId;
import hubbub.topic.Nick;
import java.security.SecureRandom;
import java.util.Optional;

/// How people get an account, by a link or without, and another password by one. Any thread that
/// may wait; calls block, and throw [UnavailableNow] if the store cannot be asked.
public final class SignUps {
  private static final int ID_BYTES = 16;
  private static final int ID_CHARACTERS = 21;

  private final AccountStore store;
  private final Passwords passwords;
  private final Sessions sessions;
  private final Links links;
  private final SecureRandom random = new SecureRandom();

  SignUps(AccountStore store, Passwords passwords, Sessions sessions, Links links) {
    this.store = store;
    this.passwords = passwords;
    this.sessions = sessions;
    this.links = links;
  }

  /// Makes an account, and signs in.
  public Outcome<SignedIn> signUp(Credentials asked) {
    return create(asked, Optional.empty());
  }

  /// Makes an account by an invitation, and signs in.
  public Outcome<SignedIn> signUpInvited(Credentials asked, String code) {
    Optional<Link.Use> link = links.shown(Link.Kind.INVITE, code);
    return link.isPresent() ? create(asked, link) : new Refused<>(Refusal.BAD_LINK);
  }

  /// Makes the first admin by the setup link, and signs in.
  public Outcome<SignedIn> setUp(Credentials asked, String code) {
    Optional<Link.Use> link = links.shown(Link.Kind.SETUP, code);
    if (link.isEmpty()) {
      return new Refused<>(Refusal.BAD_LINK);
    }
    Outcome<SignedIn> outcome = create(asked, link);
    if (outcome instanceof Done<SignedIn>) {
      links.setUp();
    }
    return outcome;
  }

  private Outcome<SignedIn> create(Credentials asked, Optional<Link.Use> link) {
    // a colon would make it look like a site's user
    Optional<Nick> name = Text.nick(asked.name()).filter(nick -> !nick.value().contains(":"));
    Optional<String> password = Passwords.chosen(asked.password());
    if (name.isEmpty()) {
      return new Refused<>(Refusal.BAD_NAME);
    }
    if (password.isEmpty()) {
      return new Refused<>(Refusal.BAD_PASSWORD);
    }
    if (isTaken(name.get())) {
      return new Refused<>(Refusal.NAME_TAKEN);
    }
    boolean isAdmin = link.filter(use -> use.kind() == Link.Kind.SETUP).isPresent();
    Account account =
        new Account(
            mint(),
            name.get().value(),
            name.get().skeleton(),
            passwords.hash(password.get()),
            sessions.now(),
            false,
            isAdmin);
    return sessions
        .begin(account, (its, session) -> store.create(its, session, link))
        .<Outcome<SignedIn>>map(Done::new)
        .orElseGet(() ->
            new Refused<>(
                link.isEmpty() || isTaken(name.get()) ? Refusal.NAME_TAKEN : Refusal.BAD_LINK));
  }

  private boolean isTaken(Nick name) {
    return StoreAnswers.await(store.named(name.skeleton())).isPresent();
  }

  private MemberId mint() {
    return new MemberId("a" + RandomText.of(random, ID_BYTES).substring(0, ID_CHARACTERS));
  }

  /// Gives an account another password by a link, ends its sessions, and signs in.
  public Outcome<SignedIn> resetPassword(String code, String next) {
    Optional<Link.Use> link = links.shown(Link.Kind.RESET, code);
    if (link.isEmpty()) {
      return new Refused<>(Refusal.BAD_LINK);
    }
    Optional<String> password = Passwords.chosen(next);
    if (password.isEmpty()) {
      return new Refused<>(Refusal.BAD_PASSWORD);
    }
    return sessions
        .resetPassword(link.get(), passwords.hash(password.get()))
        .<Outcome<SignedIn>>map(Done::new)
        .orElseGet(() -> new Refused<>(Refusal.BAD_LINK));
  }
}
