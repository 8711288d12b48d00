package hubbub.http;

import hubbub.identity.AccountNames;
import hubbub.identity.ReadTokens;
import hubbub.identity.TokenOperations;
import hubbub.session.guard.KeyRates;
import hubbub.session.guard.Rate;
import hubbub.session.guard.Reputation;
import hubbub.store.Store;
import hubbub.topic.KindSettings;
import hubbub.topic.MemberId;
import hubbub.topic.TopicName;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/// What the HTTP server needs for other programs: the store, which has their API keys, if there is
/// one; how fast they may go; the settings of topics, which are empty if topics of that kind are
/// not served; the tokens with which pages read topics; the ids of accounts ([Identities#idOf]);
/// what the spam guard of this node has against people; what ends tokens of sites' users; and what
/// came of earlier requests.
public record ApiContext(
    Optional<Store> store,
    KeyRates rates,
    Function<TopicName, Optional<KindSettings>> kinds,
    ReadTokenMaker readTokens,
    AccountNames accounts,
    Reputations reputations,
    Optional<TokenOperations> tokens,
    Idempotency idempotency) {
  /// Of a server without a store: it has no keys.
  public static final ApiContext NONE =
      new ApiContext(
          Optional.empty(),
          new KeyRates(new Rate(1, 1)),
          _ -> Optional.empty(),
          (_, _, _) -> {
            throw new IllegalStateException("no keys, so no tokens");
          },
          AccountNames.NONE,
          (_, _) -> Optional.empty(),
          Optional.empty(),
          new Idempotency());

  /// Where tokens are made with which pages read topics.
  @FunctionalInterface
  public interface ReadTokenMaker {
    /// A token for that topic, made with the API key of the id `madeWith`, that is good for `life`.
    ReadTokens.Signed sign(TopicName topic, String madeWith, Duration life);
  }

  /// Where to ask about people.
  @FunctionalInterface
  public interface Reputations {
    /// What is known against that member of that topic now; empty if the member is not known there.
    Optional<Reputation> of(TopicName topic, MemberId member);
  }
}
