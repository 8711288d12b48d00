package hubbub.identity;

import hubbub.topic.MemberId;
import hubbub.topic.Nick;
import hubbub.topic.Rank;
import hubbub.topic.TopicName;
import java.util.List;
import java.util.Optional;

/// Who a connection speaks for.
public sealed interface Identity {
  /// The id, the same on all connections of that person.
  MemberId id();

  /// The nick it came with, if it is a valid one.
  Optional<Nick> nick();

  /// Whether it came with a name that is no nick.
  boolean hasBadNick();

  /// The rank that it brings into `topic`.
  Rank rankIn(TopicName topic);

  /// Short words that others see next to the nick.
  List<String> badges();

  /// Until when it is good, in milliseconds since 1970 UTC; [Long#MAX_VALUE]: as long as the
  /// connection.
  long endsAt();

  /// Somebody without an account.
  record Guest(MemberId id, Optional<Nick> nick, boolean hasBadNick) implements Identity {
    @Override
    public Rank rankIn(TopicName topic) {
      return Rank.GUEST;
    }

    @Override
    public List<String> badges() {
      return List.of();
    }

    @Override
    public long endsAt() {
      return Long.MAX_VALUE;
    }
  }

  /// A user of an embedding site, or somebody with an account here, as a genuine token says.
  record SiteUser(
      MemberId id,
      Optional<Nick> nick,
      boolean hasBadNick,
      TokenRanks ranks,
      List<String> badges,
      Token token)
      implements Identity {
    public SiteUser {
      badges = List.copyOf(badges);
    }

    @Override
    public Rank rankIn(TopicName topic) {
      return ranks.in(topic);
    }

    @Override
    public long endsAt() {
      return token.endsAt();
    }

    /// Whether it is this server that the account is at.
    boolean hasAccountHere() {
      return token.issuer().equals(AccountTokens.NAME);
    }

    /// What the site calls the user: the issuer's name and the subject. Of an account here: its
    /// name.
    public String account() {
      return hasAccountHere()
          ? nick.map(Nick::value).orElse(token.subject())
          : token.issuer() + ":" + token.subject();
    }
  }
}
