package hubbub.identity;

import hubbub.topic.MemberId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
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

  public AccountOperations(AccountStore store, Sessions sessions, Links links) {
    this.store = store;
    this.sessions = sessions;
    this.links = links;
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
    Optional<Account> its =
        change(by, "promote", account, (it, act) -> sessions.setAdmin(it, true, act));
    its.ifPresent(_ -> links.setUp());
    return its;
  }

  /// Takes that away, and ends all sessions, since their access tokens claim it.
  public Optional<Account> demote(String by, String account) {
    return change(by, "demote", account, (its, act) -> sessions.setAdmin(its, false, act));
  }

  /// Lets nobody sign in to an account, and ends its sessions.
  public Optional<Account> disable(String by, String account) {
    return change(by, "disable", account, (its, act) -> sessions.setDisabled(its, true, act));
  }

  /// Lets its owner sign in again.
  public Optional<Account> enable(String by, String account) {
    return change(by, "enable", account, (its, act) -> sessions.setDisabled(its, false, act));
  }

  /// Makes a link with which the account's owner can choose another password. Earlier ones are good
  /// no more. Empty if it is gone by now, or has become an admin.
  public Optional<Links.Made> resetLink(String by, Account account) {
    return links.reset(account, new OperatorAct(by, "reset-link", account.id().value()));
  }

  /// Makes a link with which `uses` people can make an account each; empty if too many are open.
  public Optional<Links.Made> invite(String by, int uses, Duration life) {
    return links.invite(uses, life, new OperatorAct(by, "invite", ""));
  }

  /// The account as it was before.
  private Optional<Account> change(
      String by, String act, String account, BiConsumer<Account, OperatorAct> change) {
    Optional<Account> its = find(account);
    its.ifPresent(it -> change.accept(it, new OperatorAct(by, act, it.id().value())));
    return its;
  }
}
