package hubbub.identity;

import hubbub.topic.MemberId;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// How this server tells who somebody is: whether guests may come, their keys, tokens, the nicks
/// that accounts have, and accounts by their names; and who may not use it.
public record Identities(
    boolean hasGuests,
    Guests guests,
    Tokens tokens,
    ReservedNicks reserved,
    AccountNames accounts,
    Exclusions exclusions,
    ReadTokens readTokens) {
  /// Of a server without accounts, that nobody is banned from.
  public Identities(boolean hasGuests, Guests guests, Tokens tokens, ReadTokens readTokens) {
    this(
        hasGuests,
        guests,
        tokens,
        ReservedNicks.NONE,
        AccountNames.NONE,
        Exclusions.NONE,
        readTokens);
  }

  /// The id of whoever goes by that account: a site's user, `site:ann`, or an account of this
  /// server, by its name. Empty if there is none; fails with
  /// [hubbub.topic.port.TopicStore.Unavailable] if the store cannot be asked now.
  public CompletionStage<Optional<MemberId>> idOf(String account) {
    Optional<MemberId> siteUser = tokens.idOf(account);
    return siteUser.isPresent()
        ? CompletableFuture.completedStage(siteUser)
        : accounts.idOf(account);
  }

  /// Whether `identity` may do nothing but watch: to a server without guests, somebody without an
  /// account comes only by a read token.
  public boolean mayOnlyWatch(Identity identity) {
    return !hasGuests && identity instanceof Identity.Guest;
  }

  /// Those of a server where nobody else may have these nicks.
  public Identities withReserved(ReservedNicks its) {
    return new Identities(hasGuests, guests, tokens, its, accounts, exclusions, readTokens);
  }

  /// Those of a server with these accounts.
  public Identities withAccounts(AccountNames its) {
    return new Identities(hasGuests, guests, tokens, reserved, its, exclusions, readTokens);
  }
}
