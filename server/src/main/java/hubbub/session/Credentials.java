package hubbub.session;

import hubbub.identity.Exclusions;
import hubbub.identity.Identities;
import hubbub.identity.Identity;
import hubbub.identity.Tokens;
import hubbub.protocol.Reading;
import hubbub.topic.AddressPrefix;
import hubbub.topic.MemberId;
import hubbub.topic.Reason;
import java.util.Optional;

/// Who a connection speaks for: a guest for good, a site's user until its token ends or the client
/// brings another one. Confined to the connection's loop.
final class Credentials {
  private static final long WARNING_MILLIS = 60_000;

  private final Tokens tokens;
  private final Exclusions exclusions;
  private final Optional<AddressPrefix> from;
  private Identity identity;

  Credentials(Client client, Identities identities) {
    this.identity = client.identity();
    this.from = client.address();
    this.tokens = identities.tokens();
    this.exclusions = identities.exclusions();
  }

  Identity identity() {
    return identity;
  }

  /// Whether the token has ended, or was revoked.
  boolean areOver() {
    return tokens.isOver(identity);
  }

  /// Whether `member` may not use this server, whom the client is in some topic.
  boolean exclude(MemberId member) {
    return exclusions.hold(Optional.of(member), from);
  }

  /// Whether the client should bring another token soon.
  boolean areEnding() {
    return identity.endsAt() - WARNING_MILLIS <= System.currentTimeMillis();
  }

  /// Goes on with another token of the same user.
  Reading<Identity> renew(String token) {
    return switch (tokens.verify(token)) {
      case Tokens.Genuine(Identity.SiteUser user) when isSame(user) -> {
        identity = user;
        yield new Reading.Valid<>(user);
      }
      case Tokens.Genuine _, Tokens.Forged _ -> Reading.refused(Reason.BAD_TOKEN);
      case Tokens.Undecided _ -> Reading.refused(Reason.UNAVAILABLE);
    };
  }

  private boolean isSame(Identity.SiteUser user) {
    return user.id().equals(identity.id()) && !tokens.isOver(user);
  }
}
