package hubbub.identity;

import hubbub.topic.MemberId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/// What operators do to accounts, by name or id. `by` is who does it; the audit log says so. Any
/// thread that may wait; calls block for the store, and throw [UnavailableNow] if it cannot be
/// asked.
public final class AccountOperations {
  /// The most accounts on a page.
  public static final int PAGE = 100;

  private static final Pattern ID = Pattern.compile("a[\\w-]{21}");

  private final AccountStore store;
  private final Sessions sessions;
  private final Links links;
  private final OperatorLog log;

  public AccountOperations(AccountStore store, Sessions sessions, Links links, OperatorLog log) {
    this.store = store;
    this.sessions = sessions;
    this.links = links;
    this.log = log;
  }

  /// The account of that name, or one that looks like it.
  public Optional<Account> named(String name) {
    return Accounts.keyOf(name).flatMap(key -> StoreAnswers.await(store.named(key)));
  }

  /// The account with that id, else of that name. What looks like an id is one, so that nobody can
  /// take somebody else's place by a name.
  public Optional<Account> find(String account) {
    return ID.matcher(account).matches()
        ? StoreAnswers.await(store.find(new MemberId(account)))
        : named(account);
  }

  /// Up to `limit` accounts by name, from the one after the name `after` on.
  public List<Account> page(AccountFilter filter, Optional<String> after, int limit) {
    String key = after.flatMap(Accounts::keyOf).orElse("");
    return StoreAnswers.await(store.page(filter, key, limit));
  }

  /// Whether any account is an admin.
  public boolean hasAdmin() {
    return StoreAnswers.await(store.hasAdmin());
  }

  /// Makes an account an admin, from its next access token on.
  public Optional<Account> promote(String by, String account) {
    return change(
        new Act(by, "promote"),
        account,
        its -> {
          sessions.setAdmin(its, true);
          links.setUp();
        });
  }

  /// Takes that away, and ends all sessions, since their access tokens claim it.
  public Optional<Account> demote(String by, String account) {
    return change(new Act(by, "demote"), account, its -> sessions.setAdmin(its, false));
  }

  /// Lets nobody sign in to an account, and ends its sessions.
  public Optional<Account> disable(String by, String account) {
    return change(new Act(by, "disable"), account, its -> sessions.setDisabled(its, true));
  }

  /// Lets its owner sign in again.
  public Optional<Account> enable(String by, String account) {
    return change(new Act(by, "enable"), account, its -> sessions.setDisabled(its, false));
  }

  /// Makes a link with which the account's owner can choose another password. Earlier ones are good
  /// no more.
  public Optional<Links.Made> resetLink(String by, String account) {
    Optional<Account> its = find(account);
    Optional<Links.Made> made = its.flatMap(links::reset);
    made.ifPresent(_ -> log.add(by, "reset-link", its.orElseThrow().id().value()));
    return made;
  }

  /// Makes a link with which `uses` people can make an account each; empty if too many are open.
  public Optional<Links.Made> invite(String by, int uses, Duration life) {
    Optional<Links.Made> made = links.invite(uses, life);
    made.ifPresent(_ -> log.add(by, "invite", ""));
    return made;
  }

  private record Act(String by, String word) {}

  /// The account as it was before.
  private Optional<Account> change(Act act, String account, Consumer<Account> change) {
    Optional<Account> its = find(account);
    its.ifPresent(it -> {
      change.accept(it);
      log.add(act.by(), act.word(), it.id().value());
    });
    return its;
  }
}
