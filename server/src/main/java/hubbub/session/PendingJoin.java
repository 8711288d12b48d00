package hubbub.session;

import hubbub.identity.Guests;
import hubbub.identity.Identity;
import hubbub.identity.ReadTokens;
import hubbub.protocol.JoinReplyWriter;
import hubbub.protocol.JoinRequest;
import hubbub.protocol.Reading;
import hubbub.topic.AddressPrefix;
import hubbub.topic.Command;
import hubbub.topic.MemberId;
import hubbub.topic.Nick;
import hubbub.topic.Profile;
import hubbub.topic.Rank;
import hubbub.topic.Reason;
import hubbub.topic.TopicName;
import hubbub.topic.port.Subscriber.Entered;
import hubbub.wire.ClientFrame;
import java.util.List;
import java.util.Optional;

/// A join that has not been answered: who wants to join which topic, and how. `digits` is the
/// length of the generated part of a nick that the server chose (`guest-7f3`); 0 if the client
/// chose its own nick. `readToken` is what a good read token of the client says.
record PendingJoin(
    ClientFrame frame,
    TopicName topic,
    JoinRequest request,
    MemberId member,
    Identity identity,
    Nick nick,
    int digits,
    Guests guests,
    Optional<ReadTokens.Good> readToken) {
  private static final int FEWEST_DIGITS = 3;
  private static final int MOST_DIGITS = 12;

  /// The join that `frame` asks for, by somebody who connected as `identity`.
  static Reading<PendingJoin> of(
      ClientFrame frame, TopicName topic, Identity identity, Guests guests) {
    return JoinRequest.read(frame.payload())
        .then(request -> {
          if (request.nick().isEmpty() && identity.hasBadNick() && request.spectate().isEmpty()) {
            return Reading.refused(Reason.BAD_NICK);
          }
          MemberId member = member(request, identity, guests);
          Optional<Nick> nick = request.nick().or(identity::nick);
          return new Reading.Valid<>(
              new PendingJoin(
                  frame.withoutPayload(),
                  topic,
                  request,
                  member,
                  identity,
                  nick.orElseGet(() -> Guests.nickOf(member, FEWEST_DIGITS)),
                  nick.isPresent() ? 0 : FEWEST_DIGITS,
                  guests,
                  Optional.empty()));
        });
  }

  /// A key makes a guest the one that it was before. A site's user is who its token says, and takes
  /// the place of the guest that it was.
  private static MemberId member(JoinRequest request, Identity identity, Guests guests) {
    return switch (identity) {
      case Identity.Guest guest -> request.key().flatMap(guests::of).orElse(guest.id());
      case Identity.SiteUser user -> user.id();
    };
  }

  /// Whether the client only wants to watch.
  boolean isToSpectate() {
    return request.spectate().isPresent();
  }

  /// The command. The guard has known the member for `knownMillis`, and first saw it in the topic
  /// `presentMillis` ago.
  Command.Join command(Optional<AddressPrefix> from, long knownMillis, long presentMillis) {
    return new Command.Join(
        member,
        nick,
        accountRank(),
        request.password(),
        from,
        profile(identity),
        formerly(),
        chosenNick().isPresent(),
        knownMillis,
        presentMillis);
  }

  /// The guest that a site's user was before they signed in; the key proves it.
  Optional<MemberId> formerly() {
    return switch (identity) {
      case Identity.Guest _ -> Optional.empty();
      case Identity.SiteUser _ -> request.key().flatMap(guests::of);
    };
  }

  private static Profile profile(Identity identity) {
    return switch (identity) {
      case Identity.Guest _ -> Profile.NONE;
      case Identity.SiteUser user -> new Profile(Optional.of(user.account()), user.badges());
    };
  }

  /// The nick, unless the server chose it.
  Optional<Nick> chosenNick() {
    return digits == 0 ? Optional.of(nick) : Optional.empty();
  }

  /// Whether the server chose the nick, and can choose a longer one.
  boolean canHaveLongerNick() {
    return digits > 0 && digits < MOST_DIGITS;
  }

  PendingJoin withLongerNick() {
    int more = digits + FEWEST_DIGITS;
    Nick longer = Guests.nickOf(member, more);
    return new PendingJoin(
        frame, topic, request, member, identity, longer, more, guests, readToken);
  }

  PendingJoin with(ReadTokens.Good token) {
    return new PendingJoin(
        frame, topic, request, member, identity, nick, digits, guests, Optional.of(token));
  }

  /// The rank that the member brings into the topic.
  Rank accountRank() {
    return identity.rankIn(topic);
  }

  byte[] response(Entered entered, long after) {
    return new JoinReplyWriter(entered, own(identity, Optional.of(guests.keyOf(member))))
        .response(request, after, System.currentTimeMillis());
  }

  /// What a member as `identity` learns about itself alone; `key` if it is a guest.
  static JoinReplyWriter.Own own(Identity identity, Optional<String> key) {
    return switch (identity) {
      case Identity.Guest _ -> new JoinReplyWriter.Own(key, Optional.empty(), List.of());
      case Identity.SiteUser user ->
          new JoinReplyWriter.Own(Optional.empty(), Optional.of(user.account()), user.badges());
    };
  }
}
