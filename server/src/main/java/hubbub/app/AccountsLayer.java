package hubbub.app;

import hubbub.identity.AccountOperations;
import hubbub.identity.Accounts;
import hubbub.identity.Links;
import hubbub.identity.Passwords;
import hubbub.identity.RevocationList;
import hubbub.identity.ServerKeys;
import hubbub.identity.Sessions;
import hubbub.identity.StoreAnswers;
import hubbub.identity.TokenOperations;
import hubbub.identity.Tokens;
import hubbub.identity.UnavailableNow;
import hubbub.store.Store;
import java.time.InstantSource;

/// The part of the composition root that is about accounts.
record AccountsLayer(
    Store store,
    Accounts accounts,
    AccountOperations operations,
    TokenOperations tokens,
    SetupLink setup) {
  private static final InstantSource CLOCK = InstantSource.system();

  /// What accounts are built on. What is opened for them is closed by `layers`.
  record Ground(Store store, DataFolder data, CloseStack layers) {}

  /// Accounts of a server, or of a command. Blocks for what was revoked before it started.
  static AccountsLayer open(
      Ground ground, ServerKeys keys, Tokens tokens, RevocationList revocations) {
    Store store = ground.store();
    revocations.keepIn(store.revocations());
    StoreAnswers.await(
        store
            .revocations()
            .feed(
                its -> {
                  boolean _ = revocations.take(its);
                },
                CLOCK.millis()));
    Sessions sessions = new Sessions(store.accounts(), keys, tokens, revocations, CLOCK);
    Passwords passwords = new Passwords();
    ground.layers().add(passwords::close);
    SetupLink setup = new SetupLink(ground.data().path());
    Links links = new Links(store.links(), setup::remove, CLOCK);
    return new AccountsLayer(
        store,
        new Accounts(store.accounts(), passwords, sessions, links),
        new AccountOperations(store.accounts(), sessions, links),
        new TokenOperations(tokens, revocations, CLOCK),
        setup);
  }

  /// If nobody is an admin, has the data folder keep a link to a page at `address` that makes the
  /// first one. Blocks. The server is up by then, and stays so if the store goes away.
  void offerSetup(String address) {
    try {
      if (operations.hasAdmin()) {
        setup.remove();
      } else if (setup.code().filter(accounts.links()::isGoodForSetup).isEmpty()) {
        setup.write(address, accounts.links().setup());
      }
    } catch (UnavailableNow e) {
      SetupLink.notWritten(e);
    }
  }
}
