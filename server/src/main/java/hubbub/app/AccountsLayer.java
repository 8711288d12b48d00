package hubbub.app;

import hubbub.identity.AccountOperations;
import hubbub.identity.AccountTokens;
import hubbub.identity.Accounts;
import hubbub.identity.Links;
import hubbub.identity.Passwords;
import hubbub.identity.RevocationList;
import hubbub.identity.ServerKeys;
import hubbub.identity.Sessions;
import hubbub.identity.Tokens;
import hubbub.store.Store;
import java.time.InstantSource;
import java.util.List;

/// The part of the composition root that is about accounts.
record AccountsLayer(
    Store store, Accounts accounts, AccountOperations operations, SetupLink setup) {
  private static final InstantSource CLOCK = InstantSource.system();

  /// What accounts are built on. What is opened for them is closed by `layers`.
  record Ground(Store store, DataFolder data, CloseStack layers) {}

  /// Accounts of a server. Blocks for what was revoked before it started.
  static AccountsLayer open(
      Ground ground, ServerKeys keys, Tokens tokens, RevocationList revocations) {
    Store store = ground.store();
    Sessions sessions = new Sessions(store.accounts(), keys, tokens, revocations, CLOCK);
    sessions.restore();
    return of(ground, sessions);
  }

  /// Accounts for a command, without a server around them.
  static AccountsLayer alone(Ground ground, ServerKeys keys) {
    RevocationList revocations = new RevocationList(CLOCK);
    Tokens tokens = new Tokens(List.of(AccountTokens.issuer(keys)), keys, revocations, CLOCK);
    return of(ground, new Sessions(ground.store().accounts(), keys, tokens, revocations, CLOCK));
  }

  private static AccountsLayer of(Ground ground, Sessions sessions) {
    Store store = ground.store();
    Passwords passwords = new Passwords();
    ground.layers().add(passwords::close);
    SetupLink setup = new SetupLink(ground.data().path());
    Links links = new Links(store.links(), setup::remove, CLOCK);
    return new AccountsLayer(
        store,
        new Accounts(store.accounts(), passwords, sessions, links),
        new AccountOperations(store.accounts(), sessions, links, store::auditAct),
        setup);
  }

  /// If nobody is an admin, has the data folder keep a link to a page at `address` that makes the
  /// first one. Blocks.
  void offerSetup(String address) {
    if (operations.hasAdmin()) {
      setup.remove();
    } else if (setup.code().filter(accounts.links()::isGoodForSetup).isEmpty()) {
      setup.write(address, accounts.links().setup());
    }
  }
}
